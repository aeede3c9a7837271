package dev.maxstorage.warehouse;

import dev.maxstorage.wire.InstanceReadRequest;
import dev.maxstorage.wire.WireJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A submitted SQL job.
 *
 * <p>Source: control-plane document, 11.1.
 *
 * @param guid that the client chose, empty for none
 * @param taskName of the one SQL task
 * @param settings of the property {@code settings}
 * @param query the statement as written
 */
record SqlSubmission(String guid, String taskName, Map<String, String> settings, String query) {
  /** Reads the XML body of a submission; one without a SQL task is refused. */
  static SqlSubmission parse(byte[] body) throws IOException {
    XmlTexts document = XmlTexts.of(body);
    Map<String, String> texts = document.byPath();
    String query = texts.get("Instance/Job/Tasks/SQL/Query");
    if (query == null || query.isBlank()) {
      throw Refusal.unsupported("The job has no SQL task with a query; other tasks are not run");
    }
    String name = texts.getOrDefault("Instance/Job/Tasks/SQL/Name", "").strip();
    return new SqlSubmission(
        texts.getOrDefault("Instance/Job/Guid", "").strip(),
        name.isEmpty() ? InstanceReadRequest.DEFAULT_TASK_NAME : name,
        settings(document.properties().getOrDefault("settings", "")),
        query);
  }

  private static Map<String, String> settings(String json) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    Map<?, ?> members =
        WireJson.readOrEmpty(json.getBytes(StandardCharsets.UTF_8), LinkedHashMap.class);
    members.forEach((name, value) -> settings.put(String.valueOf(name), String.valueOf(value)));
    return settings;
  }
}
