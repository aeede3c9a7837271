package dev.maxstorage.warehouse.engine;

/** A call of a known function in a form that the warehouse does not have. */
final class UnsupportedFormException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String form;

  UnsupportedFormException(String form) {
    super(form);
    this.form = form;
  }

  /** What is not supported, in words that a sentence can begin with. */
  String form() {
    return form;
  }
}
