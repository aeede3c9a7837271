package dev.maxstorage.control;

import dev.maxstorage.transport.HttpTransport;
import dev.maxstorage.transport.ServiceException;
import dev.maxstorage.transport.WireRequest;
import java.io.IOException;
import java.util.List;

/**
 * The door to the control plane: projects and schemas, and the doors to tables, partitions and SQL
 * jobs.
 *
 * <p>Holds nothing, so it needs no closing, and one may be made for each statement over a view of the
 * transport. Threads: any number.
 */
public final class ControlClient {
  private final HttpTransport transport;
  private final Tables tables;
  private final Partitions partitions;
  private final SqlInstances sqlInstances;

  /** A client over a transport, which stays the caller's. */
  public ControlClient(HttpTransport transport) {
    this.transport = transport;
    this.tables = new Tables(transport);
    this.partitions = new Partitions(transport);
    this.sqlInstances = new SqlInstances(transport);
  }

  /** Tables. */
  public Tables tables() {
    return tables;
  }

  /** Partitions. */
  public Partitions partitions() {
    return partitions;
  }

  /** SQL jobs. */
  public SqlInstances sqlInstances() {
    return sqlInstances;
  }

  /** A project with its properties, inherited ones too. Control-plane document, 6.1. */
  public Project project(String name) throws IOException {
    WireRequest request =
        WireRequest.control("GET", "projects", name).query("properties", "all");
    return Project.of(XmlElement.parse(transport.send(request).body(), request.label()));
  }

  /**
   * The projects that the account may list. Control-plane document, 7.2.
   *
   * @throws ServiceException often, with a code such as NoPermission: many accounts may not list
   */
  public List<Project> projects() throws IOException {
    return Page.all(transport, WireRequest.control("GET", "projects"), "Project", Project::of);
  }

  /**
   * The schemas of a project; the one schema {@code default} if the project has none. Control-plane
   * document, 7.3.
   */
  public List<SchemaSummary> schemas(String project) throws IOException {
    try {
      return Page.all(
          transport,
          WireRequest.control("GET", "projects", project, "schemas"),
          "Schema",
          element -> new SchemaSummary(element.text("Name"), element.text("Owner")));
    } catch (ServiceException e) {
      if (e.hasCode("MethodNotAllowed", "InvalidParameter") || e.status() == 405) {
        return List.of(new SchemaSummary(SchemaSummary.DEFAULT, ""));
      }
      throw e;
    }
  }
}
