package dev.maxstorage.types;

import java.sql.SQLException;
import java.sql.Struct;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/**
 * STRUCT from {@link Struct}s, collections and arrays by position, and maps by member name.
 *
 * <p>Names ignore case. A member that a map lacks is null; a name that the type lacks is refused.
 */
final class StructSetter extends ColumnSetter {
  private final StructVector vector;
  private final OdpsType.Struct structType;
  private final List<ColumnSetter> members;

  StructSetter(StructVector vector, OdpsType.Struct type, ZoneId zone, int maxFieldBytes) {
    super(vector, type);
    this.vector = vector;
    this.structType = type;
    List<FieldVector> children = StructMembers.match(vector, type);
    List<ColumnSetter> setters = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      OdpsType member = type.members().get(i).type();
      setters.add(ColumnSetters.bind(children.get(i), member, zone, maxFieldBytes));
    }
    this.members = List.copyOf(setters);
  }

  /** The members are set to null as well, so that their vectors stay in step. */
  @Override
  public void setNull(int row) {
    super.setNull(row);
    for (ColumnSetter member : members) {
      member.setNull(row);
    }
  }

  @Override
  void setNested(int row, Object value) {
    Collection<? extends @Nullable Object> attributes = attributes(value);
    if (attributes == null) {
      throw notConvertible(value.getClass().getName());
    }
    if (attributes.size() != members.size()) {
      throw ConversionException.outOfRange(attributes.size() + " attributes", type().text());
    }
    vector.setIndexDefined(row);
    int member = 0;
    for (Object each : attributes) {
      if (each == null) {
        members.get(member).setNull(row);
      } else {
        members.get(member).setObject(row, each);
      }
      member++;
    }
  }

  private @Nullable Collection<? extends @Nullable Object> attributes(Object value) {
    if (value instanceof Struct struct) {
      try {
        return Arrays.asList(struct.getAttributes());
      } catch (SQLException e) {
        ConversionException failure = notConvertible(value.getClass().getName());
        failure.initCause(e);
        throw failure;
      }
    }
    return value instanceof Map<?, ?> map ? byName(map) : ArraySetter.elements(value);
  }

  private List<@Nullable Object> byName(Map<?, ?> map) {
    @Nullable Object[] attributes = new @Nullable Object[members.size()];
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      attributes[position(String.valueOf(entry.getKey()))] = entry.getValue();
    }
    return Arrays.asList(attributes);
  }

  private int position(String name) {
    int found = -1;
    for (int i = 0; i < members.size(); i++) {
      String member = structType.members().get(i).name();
      if (member.equals(name)) {
        return i;
      }
      if (found < 0 && member.equalsIgnoreCase(name)) {
        found = i;
      }
    }
    if (found < 0) {
      throw ConversionException.outOfRange("Member '" + name + "'", type().text());
    }
    return found;
  }
}
