package org.lenet5.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.lenet5.io.Printable;
import org.lenet5.run.InvalidOptionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.ScopeType;

/** The {@code lenet5} command: exit code 0 for done, 1 for failed, 2 for wrong usage. */
@Command(
    name = "lenet5",
    mixinStandardHelpOptions = true,
    version = "lenet5 0.1.0",
    description = "LeNet-5 in pure Java: train it, evaluate it, use it.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  lenet5 train                          the review's network on MNIST, 15 epochs",
      "  lenet5 evaluate runs/2026-11-24_12-00-00",
      "  lenet5 predict runs/2026-11-24_12-00-00 digit.png",
      "  lenet5 reproduce fig5                 a figure of the 1998 paper",
      "  lenet5 COMMAND --help                 every option, with examples"
    })
public final class Main implements Runnable {
  private static final List<Class<?>> COMMANDS =
      List.of(
          TrainCommand.class,
          EvaluateCommand.class,
          PredictCommand.class,
          SummaryCommand.class,
          DataCommand.class,
          ReproduceCommand.class);

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show where an error comes from.")
  private boolean verbose;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  private Main() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT);
    System.exit(run(System.out, System.err, args));
  }

  /** Runs the command; returns its exit code. */
  static int run(PrintStream stdout, PrintStream stderr, String... args) {
    Main main = new Main();
    PrintWriter out = PrintableWriter.of(stdout);
    PrintWriter err = PrintableWriter.of(stderr);
    int exit;
    try {
      exit =
          commandLine(main, args)
              .setOut(out)
              .setErr(err)
              .setExecutionStrategy(parsed -> main.execute(parsed, stdout))
              .setUsageHelpAutoWidth(true)
              .setExpandAtFiles(false)
              .setParameterExceptionHandler((e, rest) -> main.usage(e))
              .setExecutionExceptionHandler((e, command, result) -> main.failure(e, command))
              .execute(args);
    } catch (OutOfMemoryError e) {
      err.printf(
          "memory: got a heap of %d MB, expected more for this input or so many threads; LENET5_JAVA_OPTIONS=-Xmx2g gives 2 GB%n",
          Runtime.getRuntime().maxMemory() >> 20);
      exit = CommandLine.ExitCode.SOFTWARE;
    } catch (Error e) {
      exit = main.failure(e, err);
    }
    if (out.checkError() && exit == CommandLine.ExitCode.OK) {
      err.println("stdout: got an error (a full disk or a closed pipe), expected to print it all");
      exit = CommandLine.ExitCode.SOFTWARE;
    }
    return exit;
  }

  /**
   * With the command that is asked for alone, if one is: to read the options of all takes longer
   * than a prediction.
   */
  private static CommandLine commandLine(Main main, String... args) {
    List<Class<?>> asked =
        COMMANDS.stream()
            .filter(c -> args.length > 0 && c.getAnnotation(Command.class).name().equals(args[0]))
            .toList();
    CommandLine line = new CommandLine(main);
    (asked.isEmpty() ? COMMANDS : asked).forEach(line::addSubcommand);
    return line;
  }

  /** Help goes past the writer: on a terminal it has colours, and nothing in it is from outside. */
  private int execute(ParseResult parsed, PrintStream stdout) {
    for (CommandLine command : parsed.asCommandLineList()) {
      if (command.isUsageHelpRequested()) {
        command.usage(new PrintWriter(stdout, true, StandardCharsets.UTF_8));
        return CommandLine.ExitCode.OK;
      }
    }
    return new RunLast().execute(parsed);
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "command: got none, expected train, evaluate, predict, summary, data or reproduce");
  }

  private int usage(ParameterException e) {
    CommandLine command = e.getCommandLine();
    command
        .getErr()
        .printf(
            "%s (see %s --help)%n",
            Printable.line(UsageError.message(e)), command.getCommandSpec().qualifiedName());
    trace(e, command.getErr());
    return CommandLine.ExitCode.USAGE;
  }

  private int failure(Exception e, CommandLine command) {
    return e instanceof InvalidOptionException
        ? usage(new ParameterException(command, e.getMessage(), e))
        : failure(e, command.getErr());
  }

  private int failure(Throwable e, PrintWriter err) {
    boolean expected = e instanceof IOException || e instanceof IllegalArgumentException;
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    err.println(
        expected
            ? Printable.line(message)
            : "internal error: " + Printable.line(e.toString()) + " (--verbose shows more)");
    trace(e, err);
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Like any trace, but that a message is one line of it. */
  private void trace(Throwable e, PrintWriter err) {
    if (!verbose) {
      return;
    }
    String caused = "";
    for (Throwable t = e; t != null; t = t.getCause()) {
      err.println(caused + Printable.line(t.toString()));
      for (StackTraceElement frame : t.getStackTrace()) {
        err.println("\tat " + frame);
      }
      caused = "Caused by: ";
    }
  }
}
