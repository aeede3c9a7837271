package dev.maxstorage.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program of the executable jar: finds the command, runs it, and reports its failure. */
@Command(
    name = "maxstorage",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Tables of MaxCompute, or of a warehouse on this machine, from the command line.")
public final class Main implements Runnable {
  private static final int FAILED = 1;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "After an error, also print where it happened.")
  private boolean stacktrace;

  private Main() {}

  /** Runs a command and ends the JVM with exit code 0 or 1. */
  public static void main(String[] args) {
    silenceLogs();
    System.exit(run(Console.standard(), args));
  }

  /** Runs a command; 0 if it succeeded, 1 if not, usage errors included. */
  static int run(Console console, String... args) {
    Main main = new Main();
    CommandLine commands = new CommandLine(main);
    commands.addSubcommand(new DemoCommand(console));
    commands.addSubcommand(new LoadCommand(console));
    commands.addSubcommand(new QueryCommand(console));
    commands.addSubcommand(new ServeCommand(console));
    commands.setOut(writer(console));
    commands.setCaseInsensitiveEnumValuesAllowed(true);
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> main.report(console, failure));
    commands.setParameterExceptionHandler(
        (failure, arguments) -> {
          String help = failure.getCommandLine().getCommandSpec().qualifiedName() + " --help";
          console.err().println("error: " + ErrorLine.of(failure) + "; see '" + help + "'");
          return FAILED;
        });
    try {
      return commands.execute(args);
    } catch (OutOfMemoryError e) {
      return main.report(console, e);
    }
  }

  /** Without a command there is nothing to run. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing command");
  }

  private int report(Console console, Throwable failure) {
    console.err().println("error: " + ErrorLine.of(failure));
    if (stacktrace) {
      failure.printStackTrace(console.err());
    }
    return FAILED;
  }

  private static PrintWriter writer(Console console) {
    return new PrintWriter(new OutputStreamWriter(console.out(), StandardCharsets.UTF_8), true);
  }

  /** Standard error belongs to the command; logs go where a given configuration sends them. */
  private static void silenceLogs() {
    if (System.getProperty("java.util.logging.config.file") == null
        && System.getProperty("java.util.logging.config.class") == null) {
      LogManager.getLogManager().reset();
    }
  }

  /** The version of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"maxstorage " + (version == null ? "(not packaged)" : version)};
    }
  }
}
