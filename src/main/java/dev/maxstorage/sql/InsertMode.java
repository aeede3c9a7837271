package dev.maxstorage.sql;

/** What an INSERT does with the rows that are already in the table or partition. */
public enum InsertMode {
  /** INSERT INTO: keeps them. */
  INTO,
  /** INSERT OVERWRITE: replaces them. */
  OVERWRITE
}
