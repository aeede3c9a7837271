package dev.maxstorage.sql;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A value in a statement: written there, or given later. */
public sealed interface Operand {

  /**
   * A literal. Classes of values: Integer (plain, or Long where it does not fit), Byte ({@code
   * 1Y}), Short ({@code 1S}), Long ({@code 1L}), Double ({@code 1.5}, {@code 1e3}), BigDecimal
   * ({@code 1.5BD}), String, Boolean, LocalDate (DATE), {@link SessionTime} (DATETIME and
   * TIMESTAMP), LocalDateTime (TIMESTAMP_NTZ), byte[] ({@code X'0aff'}).
   *
   * @param value null for NULL
   */
  record Literal(@Nullable Object value) implements Operand {

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Literal that && Objects.deepEquals(value, that.value);
    }

    @Override
    public int hashCode() {
      return Arrays.deepHashCode(new @Nullable Object[] {value});
    }
  }

  /**
   * A {@code ?}.
   *
   * @param index 1-based position among the parameters of the statement
   */
  record Parameter(int index) implements Operand {}
}
