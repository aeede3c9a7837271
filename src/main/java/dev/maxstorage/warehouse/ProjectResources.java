package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.warehouse.engine.SchemaDescription;
import dev.maxstorage.wire.Signatures;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Projects, schemas and the tunnel address. Source: control-plane document, chapters 4, 6, 7. */
final class ProjectResources {
  /** Base64, as a token is. */
  private static final String NO_TOKEN = "bm9uZQ==";

  private final Engine engine;
  private final String created;

  /**
   * Makes the resources.
   *
   * @param created the time that projects and schemas show
   */
  ProjectResources(Engine engine, Instant created) {
    this.engine = engine;
    this.created = Signatures.httpDate(created);
  }

  /** Passes if the project exists. */
  static String existing(Engine engine, String project) {
    if (!engine.hasProject(project)) {
      throw Refusal.notFound(
          "NoSuchProject", "ODPS-0420095: project " + project + " does not exist");
    }
    return project.toLowerCase(Locale.ROOT);
  }

  Response list(Request request) {
    return Pages.page(
        request,
        "Projects",
        engine.projects(),
        project -> project,
        (xml, project) ->
            xml.start("Project").text("Name", project).text("Owner", ControlPlane.OWNER).end());
  }

  Response get(String project) {
    Xml xml =
        new Xml("Project")
            .text("Name", existing(engine, project))
            .text("Type", "managed")
            .text("Comment", "")
            .text("Owner", ControlPlane.OWNER)
            .text("SuperAdministrator", ControlPlane.OWNER)
            .text("CreationTime", created)
            .text("LastModifiedTime", created)
            .start("Properties");
    property(xml, "odps.schema.model.enabled", "true");
    property(xml, "odps.sql.timezone", "UTC");
    property(xml, "odps.sql.type.system.odps2", "true");
    property(xml, "odps.sql.decimal.odps2", "true");
    xml.end().text("State", "AVAILABLE").text("Region", "local").text("TenantId", "1");
    return ControlPlane.owned(Response.xml(xml.document()), created, created);
  }

  private static void property(Xml xml, String name, String value) {
    xml.start("Property").text("Name", name).text("Value", value).end();
  }

  /** The Storage API is where the client reached the control plane; 4. */
  Response tunnel(Request request, String project) {
    existing(engine, project);
    return Response.text(request.host());
  }

  /** A token for a Logview that is not there: it opens nothing; 13. */
  Response token(String project) {
    existing(engine, project);
    return Response.xml(new Xml("Authorization").text("Result", NO_TOKEN).document());
  }

  Response schemas(Request request, String project) {
    return Pages.page(
        request,
        "Schemas",
        engine.schemas(existing(engine, project)),
        SchemaDescription::name,
        (xml, schema) ->
            xml.start("Schema")
                .text("Name", schema.name())
                .text("Owner", ControlPlane.OWNER)
                .end());
  }

  /** Makes a schema from what {@code odps-sdk-core} and PyODPS send: {@code <Schema><Name>}. */
  Response createSchema(Request request, String project) throws IOException {
    existing(engine, project);
    Map<String, String> body = XmlTexts.of(request.message()).byPath();
    String name = body.getOrDefault("Schema/Name", "").strip();
    if (name.isEmpty()) {
      throw Refusal.badRequest("The body has no element Schema with an element Name");
    }
    boolean ifNotExists = body.getOrDefault("Schema/IfNotExists", "").strip().equals("true");
    if (!ifNotExists || engine.schema(project, name) == null) {
      engine.createSchema(project, name, body.getOrDefault("Schema/Comment", ""));
    }
    return Response.empty(201);
  }

  Response dropSchema(String project, String schema) {
    existing(engine, project);
    engine.dropSchema(project, schema);
    return Response.empty(204);
  }

  Response schema(String project, String schema) {
    String projectName = existing(engine, project);
    SchemaDescription found = engine.schema(projectName, schema);
    if (found == null) {
      throw Refusal.notFound(
          "NoSuchSchema", "Schema " + schema + " of project " + project + " does not exist");
    }
    Instant made = found.created();
    String time = made == null ? created : Signatures.httpDate(made);
    Xml xml =
        new Xml("Schema")
            .text("Name", found.name())
            .text("Project", projectName)
            .text("Comment", found.comment())
            .text("Type", "MANAGED")
            .text("Owner", ControlPlane.OWNER)
            .text("CreateTime", time)
            .text("ModifiedTime", time);
    return ControlPlane.owned(Response.xml(xml.document()), time, time);
  }

  /** There are no user-defined functions. */
  Response functions(Request request, String project) {
    existing(engine, project);
    return Pages.page(request, "Functions", List.<String>of(), name -> name, (xml, name) -> {});
  }
}
