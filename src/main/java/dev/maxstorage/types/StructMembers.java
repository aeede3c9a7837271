package dev.maxstorage.types;

import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.StructVector;
import org.jspecify.annotations.Nullable;

/**
 * Finds the child vectors of a struct: by name, ignoring case, and by position if a name is not
 * there. Source: Storage API document, 7.3.
 */
final class StructMembers {

  private StructMembers() {}

  /**
   * One child a declared member, in declared order.
   *
   * @throws IllegalArgumentException if the vector has another number of children
   */
  static List<FieldVector> match(StructVector vector, OdpsType.Struct type) {
    List<FieldVector> children = vector.getChildrenFromFields();
    if (children.size() != type.members().size()) {
      throw new IllegalArgumentException(
          "Column '"
              + vector.getName()
              + "' of type "
              + type.text()
              + " has "
              + children.size()
              + " members in Arrow");
    }
    List<FieldVector> matched = new ArrayList<>();
    for (OdpsType.Member member : type.members()) {
      FieldVector child = named(children, member.name());
      if (child == null) {
        return children;
      }
      matched.add(child);
    }
    return matched;
  }

  private static @Nullable FieldVector named(List<FieldVector> children, String name) {
    FieldVector found = null;
    for (FieldVector child : children) {
      if (child.getName().equals(name)) {
        return child;
      }
      if (found == null && child.getName().equalsIgnoreCase(name)) {
        found = child;
      }
    }
    return found;
  }
}
