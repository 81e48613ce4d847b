package org.lenet5.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.lenet5.io.Printable;
import org.lenet5.io.download.Catalog;
import org.lenet5.io.download.CatalogEntry;
import org.lenet5.io.download.Downloads;
import org.lenet5.io.download.FileCheck;
import org.lenet5.io.download.Limits;
import org.lenet5.io.download.Progress;
import org.lenet5.io.download.Verification;
import org.lenet5.run.DataSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists, fetches and checks data sets. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    description = "List, fetch and check data sets.",
    subcommands = {DataCommand.List.class, DataCommand.Fetch.class, DataCommand.Verify.class},
    footer = {
      "",
      "Examples:",
      "  lenet5 data list",
      "  lenet5 data fetch fashion-mnist",
      "  lenet5 data verify ~/.cache/lenet5/kmnist"
    })
final class DataCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "command: got none, expected list, fetch or verify");
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List the data sets that can be named, and where they lie.")
  static final class List implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter out = spec.commandLine().getOut();
      for (CatalogEntry entry : Catalog.standard().entries()) {
        Path folder = DataSource.cache().resolve(entry.name());
        String place = Files.isDirectory(folder) ? Printable.path(folder) : "not fetched";
        out.printf(
            "%-14s %s; %s; %s%n",
            entry.name(),
            entry.title(),
            entry.licence(),
            entry.name().equals("mnist") ? "built in" : place);
      }
      return CommandLine.ExitCode.OK;
    }
  }

  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      description = {
        "Fetch a data set into the user's cache folder. Every file's SHA-256 is checked; an interrupted fetch goes on where it stopped.",
        "A mirror is given up for the next one when it sends less than 1,000 bytes a second over 30 seconds, or takes more than 30 minutes for a file; a fetch ends after 2 hours. What has arrived is kept then too: the same command goes on from there.",
        "The environment's https_proxy, http_proxy, all_proxy and no_proxy are honoured."
      })
  static final class Fetch implements Callable<Integer> {
    @Parameters(paramLabel = "NAME", description = "A name from lenet5 data list.")
    private String name;

    @Option(
        names = "--into",
        paramLabel = "DIR",
        description = "Folder for the files. Default: NAME in the user's cache folder.")
    private Path into;

    @Option(
        names = "--mirror",
        paramLabel = "URL",
        description = "Fetch from this address instead; may be repeated.")
    private java.util.List<URI> mirrors;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
      CatalogEntry entry;
      try {
        entry = Catalog.standard().entry(name);
        entry = mirrors == null ? entry : entry.withMirrors(mirrors);
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), e.getMessage(), e);
      }
      Path folder = into == null ? DataSource.cache().resolve(name) : into;
      try (Bars bars = new Bars(spec.commandLine().getErr())) {
        new Downloads().fetch(entry, folder, bars);
      }
      String place = Printable.path(folder);
      spec.commandLine().getOut().println(name + ": complete in " + place);
      return CommandLine.ExitCode.OK;
    }
  }

  /** A bar for each file, and a note for each mirror that fails. */
  private static final class Bars implements Progress, AutoCloseable {
    private final PrintWriter log;
    private String file;
    private Bar bar;

    Bars(PrintWriter log) {
      this.log = log;
    }

    @Override
    public void received(String name, long bytes, long total) {
      if (!name.equals(file)) {
        close();
        file = name;
        bar = new Bar(name, total, " bytes");
      }
      bar.to(bytes);
    }

    @Override
    public void gaveUp(URI url, String reason) {
      close();
      log.println(Printable.line(url + ": " + reason));
    }

    @Override
    public void waiting(Path folder, String holder) {
      log.printf(
          "waiting for %s, which fetches into %s, for at most %d hours; Ctrl-C ends the wait%n",
          holder, Printable.path(folder), Limits.STANDARD.fetch().toHours());
    }

    @Override
    public void close() {
      if (bar != null) {
        bar.close();
        bar = null;
        file = null;
      }
    }
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Check a folder's files against the SHA-256 of the published data sets.")
  static final class Verify implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "A folder of IDX files, gzipped or not.")
    private Path folder;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
      Verification verification = Verification.of(folder, Catalog.standard());
      PrintWriter out = spec.commandLine().getOut();
      for (CatalogEntry entry : verification.complete()) {
        out.println(entry.name() + ": complete");
      }
      if (!verification.complete().isEmpty()) {
        return CommandLine.ExitCode.OK;
      }
      for (Verification.EntryCheck entry : verification.entries()) {
        out.println(entry.entry().name() + ":");
        for (FileCheck file : entry.files()) {
          out.println("  " + file.detail());
        }
      }
      out.flush();
      throw new IOException(
          "%s: got no complete data set, expected all files of one".formatted(folder));
    }
  }
}
