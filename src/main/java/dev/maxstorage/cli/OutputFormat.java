package dev.maxstorage.cli;

import java.io.Writer;

/** How {@code query} writes rows. */
enum OutputFormat {
  TABLE {
    @Override
    RowWriter writer(Writer writer) {
      return new TableWriter(writer);
    }
  },
  CSV {
    @Override
    RowWriter writer(Writer writer) {
      return new CsvWriter(writer);
    }
  },
  JSON {
    @Override
    RowWriter writer(Writer writer) {
      return new JsonWriter(writer);
    }
  };

  /** A writer of rows in this format; the characters may be flushed late, by the caller. */
  abstract RowWriter writer(Writer writer);
}
