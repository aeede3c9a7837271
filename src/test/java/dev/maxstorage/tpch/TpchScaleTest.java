package dev.maxstorage.tpch;

import org.junit.jupiter.api.Tag;

/** Scale factor 0.1: 600,000 rows of lineitem. */
@Tag("long")
class TpchScaleTest extends TpchQueries {
  TpchScaleTest() {
    super(0.1);
  }
}
