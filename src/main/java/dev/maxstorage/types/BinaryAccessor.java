package dev.maxstorage.types;

import dev.maxstorage.types.OdpsType.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.arrow.vector.VariableWidthFieldVector;

/**
 * BINARY, and BLOB by reference, over vectors with offsets of 32 or 64 bits.
 *
 * <p>The text of a BINARY is hexadecimal, lower case; that of a BLOB is its reference.
 */
final class BinaryAccessor extends ColumnAccessor {
  private final VariableWidthFieldVector vector;

  BinaryAccessor(VariableWidthFieldVector vector, OdpsType type) {
    super(vector, type);
    this.vector = vector;
  }

  @Override
  public byte[] getBytes(int row) {
    return vector.get(row);
  }

  @Override
  public String getString(int row) {
    byte[] bytes = vector.get(row);
    return type().kind() == Kind.BLOB
        ? new String(bytes, StandardCharsets.UTF_8)
        : HexFormat.of().formatHex(bytes);
  }

  @Override
  public Object getObject(int row) {
    return vector.get(row);
  }
}
