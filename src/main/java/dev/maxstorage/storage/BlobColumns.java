package dev.maxstorage.storage;

import dev.maxstorage.wire.TypeCode;
import dev.maxstorage.wire.WriteSchema;
import dev.maxstorage.wire.WriteSchema.TypeNode;
import dev.maxstorage.wire.WriteSchema.WriteColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The BLOB nodes of a write schema: column ids by dotted path. Source: Storage API document, 8.4.
 *
 * @param ids in schema order
 */
record BlobColumns(Map<String, Long> ids) {
  private static final long NO_ID = -1;

  static BlobColumns of(WriteSchema schema) {
    Map<String, Long> ids = new LinkedHashMap<>();
    for (WriteColumn column : schema.dataColumns()) {
      collect(column.columnType().memberName(), column.columnType(), ids);
    }
    for (WriteColumn column : schema.systemColumns()) {
      collect(column.columnType().memberName(), column.columnType(), ids);
    }
    return new BlobColumns(ids);
  }

  private static void collect(String path, TypeNode node, Map<String, Long> ids) {
    TypeCode code = TypeCode.ofCode(node.type());
    List<TypeNode> parts = node.subTypes();
    if (code == TypeCode.BLOB && node.columnId() != NO_ID) {
      ids.put(path, node.columnId());
    } else if (code == TypeCode.ARRAY && parts.size() == 1) {
      collect(path + ".element", parts.get(0), ids);
    } else if (code == TypeCode.MAP && parts.size() == 2) {
      collect(path + ".value", parts.get(1), ids); // keys are never blobs
    } else if (code == TypeCode.STRUCT) {
      for (TypeNode member : parts) {
        collect(path + "." + member.memberName(), member, ids);
      }
    }
  }

  /** The id of a path, or of the only BLOB if the path is null. */
  long id(@Nullable String path) {
    if (path == null) {
      boolean clear = ids.size() == 1 && !ids.keySet().iterator().next().contains(".");
      if (!clear) {
        throw new IllegalArgumentException(
            "There is not exactly one BLOB column; name one of " + ids.keySet());
      }
      return ids.values().iterator().next();
    }
    for (Map.Entry<String, Long> entry : ids.entrySet()) {
      if (entry.getKey().equalsIgnoreCase(path)) {
        return entry.getValue();
      }
    }
    throw new IllegalArgumentException(
        "'" + path + "' is no BLOB column; there are " + ids.keySet());
  }
}
