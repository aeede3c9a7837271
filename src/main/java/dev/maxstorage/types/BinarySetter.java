package dev.maxstorage.types;

import dev.maxstorage.types.OdpsType.Kind;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VariableWidthFieldVector;

/** BINARY, whose text is hexadecimal, and BLOB, whose bytes and text are its reference. */
final class BinarySetter extends ColumnSetter {
  private final VariableWidthFieldVector vector;
  private final int maxBytes;

  BinarySetter(VariableWidthFieldVector vector, OdpsType type, int maxBytes) {
    super((FieldVector) vector, type);
    this.vector = vector;
    this.maxBytes = maxBytes;
  }

  @Override
  public void setBytes(int row, byte[] value) {
    if (value.length > maxBytes) {
      throw ConversionException.tooLong(
          value.length + " bytes", type().text() + " of at most " + maxBytes + " bytes");
    }
    vector.setSafe(row, value);
  }

  @Override
  public void setString(int row, String value) {
    if (type().kind() == Kind.BLOB) {
      setBytes(row, value.getBytes(StandardCharsets.UTF_8));
      return;
    }
    byte[] bytes;
    try {
      bytes = HexFormat.of().parseHex(value.strip());
    } catch (IllegalArgumentException e) {
      throw ConversionException.malformedText(value, "BINARY (two hexadecimal digits a byte)");
    }
    setBytes(row, bytes);
  }
}
