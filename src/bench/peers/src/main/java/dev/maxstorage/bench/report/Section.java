package dev.maxstorage.bench.report;

import java.util.Arrays;

/** One benchmark class, and how its figures are shown. */
enum Section {
  GETTERS("GetterBenchmark", "Getters over rows in memory", Unit.NANOS_A_ROW, "whose", "row.*"),
  READS(
      "ReadBenchmark",
      "A query of a million rows over loopback",
      Unit.ROWS_A_SECOND,
      "whose",
      ".*"),
  SDK_READS(
      "SdkReadBenchmark",
      "A query beside the official Java SDK",
      Unit.ROWS_A_SECOND,
      "whose",
      ".*replay.*"),
  THROTTLED(
      "ThrottledBenchmark",
      "Streams of 10 MB/s each",
      Unit.MEGABYTES_A_SECOND,
      "parallelism",
      ".*table.*"),
  FIRST_ROW("FirstRowBenchmark", "First row of a table, by its rows", Unit.MILLIS, "rows", "none"),
  MEMORY(
      "ScanMemoryBenchmark",
      "Scan with a heap of 128 MiB, by rows of 104 bytes",
      Unit.MEGABYTES_A_SECOND,
      "rows",
      "none"),
  WRITES(
      "WriteBenchmark", "Batch inserts, committed", Unit.ROWS_A_SECOND, "whose", ".*columns 3.*"),
  SDK_WRITES(
      "SdkWriteBenchmark",
      "Batch inserts beside the official Java SDK",
      Unit.ROWS_A_SECOND,
      "whose",
      ".*columns 3.*"),
  BIND(
      "BindBenchmark", "Values to the bytes of an Arrow stream", Unit.NANOS_A_ROW, "whose", "none"),
  BLOBS("BlobBenchmark", "Blobs, checksums on", Unit.MEGABYTES_A_SECOND, "whose", ".*"),
  SDK_BLOBS(
      "SdkBlobBenchmark",
      "Blobs beside the official Java SDK",
      Unit.MEGABYTES_A_SECOND,
      "whose",
      ".*");

  /** What a figure says, and which figure of JMH's it is. */
  enum Unit {
    NANOS_A_ROW("ns a row", null, 1, false),
    MILLIS("ms", null, 1, false),
    ROWS_A_SECOND("1,000 rows/s", "rows", 1e-3, true),
    MEGABYTES_A_SECOND("MB/s", "bytes", 1e-6, true);

    final String text;

    /** Name of JMH's secondary result, or null for the primary one. */
    final String counter;

    final double factor;
    final boolean moreIsBetter;

    Unit(String text, String counter, double factor, boolean moreIsBetter) {
      this.text = text;
      this.counter = counter;
      this.factor = factor;
      this.moreIsBetter = moreIsBetter;
    }
  }

  final String benchmark;
  final String title;
  final Unit unit;

  /** The parameter that tells the bars of a group apart. */
  final String label;

  /** Which groups are in the picture, by their names. */
  final String pictured;

  Section(String benchmark, String title, Unit unit, String label, String pictured) {
    this.benchmark = benchmark;
    this.title = title;
    this.unit = unit;
    this.label = label;
    this.pictured = pictured;
  }

  /** The section of a benchmark's simple class name. */
  static Section of(String benchmark) {
    return Arrays.stream(values())
        .filter(section -> section.benchmark.equals(benchmark))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No section for " + benchmark));
  }
}
