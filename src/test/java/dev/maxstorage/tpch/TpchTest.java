package dev.maxstorage.tpch;

/** Scale factor 0.01: 60,000 rows of lineitem. */
class TpchTest extends TpchQueries {
  TpchTest() {
    super(0.01);
  }
}
