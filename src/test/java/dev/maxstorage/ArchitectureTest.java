package dev.maxstorage;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.AccessTarget.Predicates.constructor;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * The rooms of the house: which room imports which, the one door of each dependency, and a few
 * manners. A room is a package, named by its path below {@code dev.maxstorage}.
 */
@AnalyzeClasses(packages = "dev.maxstorage", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String ROOT = "dev.maxstorage";

  // Who imports whom.

  @ArchTest static final ArchRule blob = room("blob").imports("transport", "wire");
  @ArchTest static final ArchRule cli = room("cli").imports("jdbc", "warehouse");
  @ArchTest static final ArchRule config = room("config").imports();
  @ArchTest static final ArchRule control = room("control").imports("transport", "types", "wire");

  @ArchTest
  static final ArchRule jdbc =
      room("jdbc")
          .imports(
              "blob",
              "config",
              "control",
              "predicate",
              "sql",
              "storage",
              "transport",
              "types",
              "warehouse",
              "wire");

  @ArchTest static final ArchRule predicate = room("predicate").imports("sql", "types");
  @ArchTest static final ArchRule sql = room("sql").imports();
  @ArchTest static final ArchRule storage = room("storage").imports("transport", "types", "wire");
  @ArchTest static final ArchRule transport = room("transport").imports("wire");
  @ArchTest static final ArchRule types = room("types").imports();

  @ArchTest
  static final ArchRule warehouse = room("warehouse").imports("types", "warehouse.engine", "wire");

  @ArchTest static final ArchRule engine = room("warehouse.engine").imports("types");
  @ArchTest static final ArchRule wire = room("wire").imports();

  @ArchTest
  static final ArchRule thereIsNoOtherRoom =
      classes()
          .should(
              be(
                  in(
                      "blob",
                      "cli",
                      "config",
                      "control",
                      "jdbc",
                      "predicate",
                      "sql",
                      "storage",
                      "transport",
                      "types",
                      "warehouse",
                      "warehouse.engine",
                      "wire")));

  @ArchTest
  static final ArchRule noCycles = slices().assignedFrom(new Rooms()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule theCommandLineSeesOnlyTheDriver =
      noClasses()
          .that(in("cli"))
          .should()
          .dependOnClassesThat(
              in("jdbc")
                  .and(
                      notNamed(
                          "MaxStorageDriver",
                          "MaxStorageDataSource",
                          "BulkConnection",
                          "BulkWriter")))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule oneClassOpensTheWarehouse =
      noClasses()
          .that(in("jdbc").and(notNamed("EmbeddedWarehouses")))
          .should()
          .dependOnClassesThat(in("warehouse"))
          .allowEmptyShould(true);

  // One door a dependency.

  @ArchTest
  static final ArchRule arrow =
      door("org.apache.arrow.(memory|vector|flatbuf|util)..")
          .opensTo(
              "cli",
              "jdbc",
              "predicate",
              "storage",
              "types",
              "warehouse",
              "warehouse.engine",
              "wire");

  @ArchTest
  static final ArchRule arrowForC = door("org.apache.arrow.c..").opensTo("warehouse.engine");

  @ArchTest static final ArchRule avatica = door("org.apache.calcite..").opensTo("types");
  @ArchTest static final ArchRule commons = door("org.apache.commons..").opensTo("cli");
  @ArchTest static final ArchRule druid = door("com.alibaba..").opensTo("warehouse.engine");
  @ArchTest static final ArchRule duckdb = door("org.duckdb..").opensTo("warehouse.engine");
  @ArchTest static final ArchRule flight = door("org.apache.arrow.driver..").opensTo("types");
  @ArchTest static final ArchRule http = door("org.apache.hc..").opensTo("transport", "warehouse");
  @ArchTest static final ArchRule jackson = door("com.fasterxml..").opensTo("control", "wire");
  @ArchTest static final ArchRule lz4 = door("net.jpountz..").opensTo("wire");
  @ArchTest static final ArchRule picocli = door("picocli..").opensTo("cli");
  @ArchTest static final ArchRule progressbar = door("me.tongfei..").opensTo("cli");
  @ArchTest static final ArchRule slf4j = door("org.slf4j..").opensTo();
  @ArchTest static final ArchRule terminal = door("org.jline..").opensTo("cli");
  @ArchTest static final ArchRule zstd = door("com.github.luben..").opensTo("wire");

  // Manners.

  @ArchTest
  static final ArchRule sqlExceptionsAreMadeInJdbc =
      noClasses()
          .that(notIn("jdbc"))
          .should()
          .accessTargetWhere(
              target(constructor()).and(targetOwner(assignableTo(SQLException.class))))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses().that(notIn("cli")).should(ACCESS_STANDARD_STREAMS).allowEmptyShould(true);

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses().should().haveNameMatching(".*(Utils?|Helper|Manager|Impl)");

  @ArchTest
  static final ArchRule everyPackageIsNullMarked =
      classes()
          .should(
              be(
                  describe(
                      "in a package annotated with @NullMarked",
                      type -> type.getPackage().isAnnotatedWith(NullMarked.class))));

  private static Room room(String name) {
    return new Room(name);
  }

  private static Door door(String packages) {
    return new Door(packages);
  }

  private static DescribedPredicate<JavaClass> in(String... rooms) {
    Set<String> names = Set.of(rooms);
    return describe("in " + List.of(rooms), type -> names.contains(roomOf(type)));
  }

  private static DescribedPredicate<JavaClass> notIn(String... rooms) {
    Set<String> names = Set.of(rooms);
    return describe("not in " + List.of(rooms), type -> !names.contains(roomOf(type)));
  }

  /** True for classes whose outermost class has none of these simple names. */
  private static DescribedPredicate<JavaClass> notNamed(String... simpleNames) {
    Set<String> names = Set.of(simpleNames);
    return describe(
        "not named " + List.of(simpleNames),
        type -> !names.contains(outermost(type).getSimpleName()));
  }

  private static JavaClass outermost(JavaClass type) {
    JavaClass outer = type;
    while (outer.getEnclosingClass().isPresent()) {
      outer = outer.getEnclosingClass().get();
    }
    return outer;
  }

  private static DescribedPredicate<JavaClass> ours() {
    return describe("ours", ArchitectureTest::isOurs);
  }

  private static boolean isOurs(JavaClass type) {
    return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
  }

  /** The room of a class of ours: the first package below the root; the engine has its own. */
  private static String roomOf(JavaClass type) {
    if (!isOurs(type) || type.getPackageName().equals(ROOT)) {
      return "";
    }
    String path = type.getPackageName().substring(ROOT.length() + 1);
    boolean engine = (path + ".").startsWith("warehouse.engine.");
    return engine ? "warehouse.engine" : path.split("\\.", 2)[0];
  }

  /** A room, and the only other rooms it may import. */
  private record Room(String name) {
    ArchRule imports(String... others) {
      String[] rooms = Stream.concat(Stream.of(name), Stream.of(others)).toArray(String[]::new);
      return noClasses()
          .that(in(name))
          .should()
          .dependOnClassesThat(ours().and(notIn(rooms)))
          .allowEmptyShould(true);
    }
  }

  /** Packages of a dependency, and the only rooms that may import them. */
  private record Door(String packages) {
    ArchRule opensTo(String... rooms) {
      return noClasses()
          .that(notIn(rooms))
          .should()
          .dependOnClassesThat()
          .resideInAPackage(packages)
          .allowEmptyShould(true);
    }
  }

  /** Which room a class of ours is in; the engine is a room of its own inside the warehouse. */
  private static final class Rooms implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return isOurs(type) ? SliceIdentifier.of(roomOf(type)) : SliceIdentifier.ignore();
    }

    @Override
    public String getDescription() {
      return "rooms";
    }
  }
}
