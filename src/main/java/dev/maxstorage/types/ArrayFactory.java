package dev.maxstorage.types;

import java.sql.Array;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the object of an ARRAY cell, at every depth. */
@FunctionalInterface
public interface ArrayFactory {

  /**
   * An array of elements; a null element is null.
   *
   * @param elements of the class that {@link TypeMapping#javaClass} names for the element type
   */
  Array of(OdpsType elementType, List<? extends @Nullable Object> elements);
}
