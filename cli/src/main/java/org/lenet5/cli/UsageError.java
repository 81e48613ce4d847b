package org.lenet5.cli;

import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The parser's complaints in the form of all others: {@code option: got X, expected Y}. */
final class UsageError {
  private UsageError() {}

  static String message(ParameterException e) {
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unknown(unmatched);
      case MissingParameterException missing when !missing.getMissing().isEmpty() ->
          missing(missing.getMissing().getFirst());
      case OverwrittenOptionException twice ->
          name(twice.getOverwritten()) + ": got it twice, expected it once";
      default ->
          e.getArgSpec() == null || e.getValue() == null
              ? e.getMessage()
              : "%s: got %s, expected %s"
                  .formatted(name(e.getArgSpec()), e.getValue(), type(e.getArgSpec()));
    };
  }

  private static String missing(ArgSpec arg) {
    if (arg.isOption()) {
      return "%s: got nothing, expected %s".formatted(name(arg), arg.paramLabel());
    }
    String description = arg.description()[0];
    return "%s: got nothing, expected %s%s"
        .formatted(
            name(arg),
            description.substring(0, 1).toLowerCase(Locale.ROOT),
            description.substring(1, description.length() - 1));
  }

  private static String unknown(UnmatchedArgumentException e) {
    String got = e.getUnmatched().getFirst();
    if (e.isUnknownOption()) {
      String close = e.getSuggestions().stream().limit(3).collect(Collectors.joining(" or "));
      return "option: got %s, expected a known one%s"
          .formatted(got, close.isEmpty() ? "" : ", perhaps " + close);
    }
    var commands = e.getCommandLine().getSubcommands().keySet();
    return commands.isEmpty()
        ? "argument: got %s, expected no more".formatted(got)
        : "command: got %s, expected %s".formatted(got, String.join(", ", commands));
  }

  private static String name(ArgSpec arg) {
    return arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel();
  }

  private static String type(ArgSpec arg) {
    Class<?> type = arg.typeInfo().getType();
    if (type == boolean.class) {
      return "no value";
    }
    if (type == int.class || type == Integer.class) {
      return "an integer";
    }
    return arg.auxiliaryTypes()[0] == URI.class ? "a URL" : "another value";
  }
}
