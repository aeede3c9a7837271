package dev.maxstorage.types;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/**
 * STRUCT over a struct vector; the attributes are copied out.
 *
 * <p>Members are matched by {@link StructMembers}. Asked for as a Map, a struct is names to values.
 */
final class StructAccessor extends ColumnAccessor {
  private final OdpsType.Struct structType;
  private final List<ColumnAccessor> members;

  StructAccessor(StructVector vector, OdpsType.Struct type, ReadContext context) {
    super(vector, type);
    this.structType = type;
    List<FieldVector> children = StructMembers.match(vector, type);
    List<ColumnAccessor> accessors = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      accessors.add(ColumnAccessors.bind(children.get(i), type.members().get(i).type(), context));
    }
    this.members = List.copyOf(accessors);
  }

  @Override
  public SqlStruct getObject(int row) {
    List<@Nullable Object> attributes = new ArrayList<>();
    for (ColumnAccessor member : members) {
      attributes.add(member.isNull(row) ? null : member.getObject(row));
    }
    return new SqlStruct(structType, attributes);
  }

  @Override
  Object collection(int row) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < members.size(); i++) {
      ColumnAccessor member = members.get(i);
      map.put(name(i), member.isNull(row) ? null : member.collection(row));
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  Object convert(int row, Class<?> target) {
    if (target == Map.class) {
      return collection(row);
    }
    return target == Object[].class ? getObject(row).getAttributes() : super.convert(row, target);
  }

  @Override
  public String getString(int row) {
    StringBuilder json = new StringBuilder();
    appendJson(row, json);
    return json.toString();
  }

  @Override
  void appendJson(int row, StringBuilder json) {
    json.append('{');
    for (int i = 0; i < members.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      JsonText.appendQuoted(json, name(i));
      json.append(':');
      JsonText.appendValue(json, members.get(i), row);
    }
    json.append('}');
  }

  private String name(int member) {
    return structType.members().get(member).name();
  }
}
