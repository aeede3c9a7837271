package dev.maxstorage.types;

import java.sql.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A STRUCT value: a copy, valid for as long as the caller keeps it. */
public final class SqlStruct implements Struct {
  private final OdpsType.Struct type;
  private final List<@Nullable Object> attributes;

  /**
   * A struct of attributes, one a member of the type and in its order; a null attribute is null.
   *
   * @param attributes of the classes that {@link TypeMapping#javaClass} names
   * @throws IllegalArgumentException if their number is not the type's
   */
  public SqlStruct(OdpsType.Struct type, List<? extends @Nullable Object> attributes) {
    if (attributes.size() != type.members().size()) {
      throw new IllegalArgumentException(
          attributes.size()
              + " attributes for "
              + type.text()
              + ", which has "
              + type.members().size());
    }
    this.type = type;
    this.attributes = Collections.unmodifiableList(new ArrayList<@Nullable Object>(attributes));
  }

  /** The type, with the names of the attributes. */
  public OdpsType.Struct type() {
    return type;
  }

  /** The attributes in the order of the type's members, unmodifiable. */
  public List<@Nullable Object> attributes() {
    return attributes;
  }

  /** The whole type expression, as in {@link TypeMapping#typeName}. */
  @Override
  public String getSQLTypeName() {
    return TypeMapping.of(type).typeName();
  }

  /** The attributes as a new array. */
  @Override
  public @Nullable Object[] getAttributes() {
    return attributes.toArray();
  }

  /** As {@link #getAttributes()}; the map is not used, there are no user-defined types. */
  @Override
  public @Nullable Object[] getAttributes(@Nullable Map<String, Class<?>> map) {
    return getAttributes();
  }

  /** The attributes in brackets, for people. */
  @Override
  public String toString() {
    return attributes.toString();
  }
}
