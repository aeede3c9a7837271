package dev.maxstorage.jdbc;

import java.sql.ResultSet;

/** How a statement's result sets move. */
enum Scrolling {
  FORWARD_ONLY(ResultSet.TYPE_FORWARD_ONLY),
  INSENSITIVE(ResultSet.TYPE_SCROLL_INSENSITIVE);

  private final int type;

  Scrolling(int type) {
    this.type = type;
  }

  /** The constant of java.sql.ResultSet. */
  int type() {
    return type;
  }
}
