package dev.maxstorage.warehouse.engine;

/** A call of a known function in a form that the warehouse does not have; the message names it. */
final class UnsupportedFormException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String what;

  UnsupportedFormException(String what) {
    super(what);
    this.what = what;
  }

  @Override
  public String getMessage() {
    return what;
  }
}
