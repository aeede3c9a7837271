package dev.maxstorage.warehouse;

import dev.maxstorage.warehouse.engine.Engine;
import dev.maxstorage.wire.Signatures;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

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
        schema -> schema,
        (xml, schema) ->
            xml.start("Schema").text("Name", schema).text("Owner", ControlPlane.OWNER).end());
  }

  Response schema(String project, String schema) {
    String name = schema.toLowerCase(Locale.ROOT);
    if (!engine.schemas(existing(engine, project)).contains(name)) {
      throw Refusal.notFound(
          "NoSuchSchema", "Schema " + schema + " of project " + project + " does not exist");
    }
    Xml xml =
        new Xml("Schema")
            .text("Name", name)
            .text("Project", project)
            .text("Comment", "")
            .text("Type", "MANAGED")
            .text("Owner", ControlPlane.OWNER)
            .text("CreateTime", created)
            .text("ModifiedTime", created);
    return ControlPlane.owned(Response.xml(xml.document()), created, created);
  }

  /** There are no user-defined functions. */
  Response functions(Request request, String project) {
    existing(engine, project);
    return Pages.page(request, "Functions", List.<String>of(), name -> name, (xml, name) -> {});
  }
}
