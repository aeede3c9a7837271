package dev.maxstorage.warehouse;

import dev.maxstorage.wire.WireHeaders;
import java.util.List;
import java.util.Map;

/**
 * The REST resources of MaxCompute that clients need besides the Storage API.
 *
 * <p>Source: control-plane document, chapters 4, 6, 7 and 13, and the checklist of chapter 19.
 */
final class ControlPlane {
  /** The owner of everything in this warehouse. */
  static final String OWNER = "ALIYUN$local";

  private final ProjectResources projects;
  private final TableResources tables;
  private final InstanceResources instances;

  ControlPlane(ProjectResources projects, TableResources tables, InstanceResources instances) {
    this.projects = projects;
    this.tables = tables;
    this.instances = instances;
  }

  /**
   * The operation of a request below {@code /api}, or without it, as clients send it whose endpoint
   * has none; an unknown resource is refused with 404.
   */
  Operation operation(Request request) {
    List<String> path = request.segments();
    boolean prefixed = !path.isEmpty() && path.get(0).equals("api");
    List<String> resource = prefixed ? path.subList(1, path.size()) : path;
    boolean get = request.method().equals("GET");
    String first = resource.isEmpty() ? "" : resource.get(0);
    if (resource.size() >= 2 && first.equals("projects")) {
      return inProject(request, resource.get(1), resource.subList(2, resource.size()));
    }
    Operation found =
        switch (String.join("/", resource)) {
          case "projects" -> new Operation("ListProjects", projects::list);
          case "tenants" -> new Operation("GetTenant", unused -> tenant());
          case "logview/host" -> new Operation("GetLogviewHost", unused -> Response.text(""));
          default -> throw unknown(request);
        };
    return onlyIf(get, found, request);
  }

  private Operation inProject(Request request, String project, List<String> rest) {
    boolean get = request.method().equals("GET");
    if (rest.isEmpty()) {
      return onlyIf(get, new Operation("GetProject", r -> projects.get(project)), request);
    }
    String kind = rest.get(0);
    int depth = rest.size();
    if (kind.equals("tunnel") && depth == 1) {
      return onlyIf(get, new Operation("GetTunnel", r -> projects.tunnel(r, project)), request);
    }
    if (kind.equals("authorization") && depth == 1) {
      boolean post = request.method().equals("POST");
      return onlyIf(post, new Operation("SignBearerToken", r -> projects.token(project)), request);
    }
    if (kind.equals("schemas") && depth == 1) {
      if (request.method().equals("POST")) {
        return new Operation("CreateSchema", r -> projects.createSchema(r, project));
      }
      return onlyIf(get, new Operation("ListSchemas", r -> projects.schemas(r, project)), request);
    }
    if (kind.equals("schemas") && depth == 2) {
      if (request.method().equals("DELETE")) {
        return new Operation("DropSchema", r -> projects.dropSchema(project, rest.get(1)));
      }
      Operation schema = new Operation("GetSchema", r -> projects.schema(project, rest.get(1)));
      return onlyIf(get, schema, request);
    }
    if (kind.equals("registration") && depth == 2 && rest.get(1).equals("functions")) {
      Operation functions = new Operation("ListFunctions", r -> projects.functions(r, project));
      return onlyIf(get, functions, request);
    }
    if (kind.equals("tables") && depth == 1 && request.method().equals("POST")) {
      if (!request.has("query")) {
        throw unknown(request);
      }
      return new Operation("QueryTables", r -> tables.query(r, project));
    }
    if (kind.equals("tables") && depth == 1) {
      return onlyIf(get, new Operation("ListTables", r -> tables.list(r, project)), request);
    }
    if (kind.equals("tables") && depth == 2) {
      return onlyIf(get, tables.operation(request, project, rest.get(1)), request);
    }
    if (kind.equals("instances") && depth == 1) {
      if (get) {
        return new Operation("ListInstances", r -> instances.list(r, project));
      }
      boolean post = request.method().equals("POST");
      Operation create = new Operation("CreateInstance", r -> instances.create(r, project));
      return onlyIf(post, create, request);
    }
    if (kind.equals("instances") && depth == 2) {
      return instances.operation(request, project, rest.get(1));
    }
    throw unknown(request);
  }

  private static Operation onlyIf(boolean methodFits, Operation operation, Request request) {
    if (!methodFits) {
      throw Refusal.wrongMethod(request.method(), request.rawPath());
    }
    return operation;
  }

  private static Refusal unknown(Request request) {
    return Refusal.notFound("NoSuchObject", "There is no resource " + request.rawPath());
  }

  /** PyODPS decides by this answer whether there are schemas; 6.2. */
  private static Response tenant() {
    return Response.json(
        Map.of(
            "Tenant",
            Map.of(
                "Name",
                "local",
                "OwnerId",
                "1",
                "TenantId",
                "1",
                "TenantState",
                "NORMAL",
                "TenantMeta",
                "",
                "CreateTime",
                0,
                "UpdateTime",
                0,
                "Parameters",
                Map.of("odps.namespace.schema", "true"))));
  }

  /** The headers that the Java SDK reads without a null check; 1.4. */
  static Response owned(Response response, String created, String modified) {
    return response
        .with(WireHeaders.OWNER, OWNER)
        .with(WireHeaders.CREATION_TIME, created)
        .with("Last-Modified", modified);
  }
}
