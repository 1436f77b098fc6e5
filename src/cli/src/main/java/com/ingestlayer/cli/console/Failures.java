package com.ingestlayer.cli.console;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.cli.failure.AwsErrors;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns every exception of a command into one line on standard error and an exit code. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** A credential that a user may have typed in the wrong place. Hints are shorter, so they do not match. */
    private static final Pattern SECRET = Pattern.compile("(il_live_|ag_live_|whk_|whb_|whsec_)[A-Za-z0-9+/=_-]{9,}");

    private final Ingestlayer ingestlayer;
    private final PrintWriter err;

    public Failures(Ingestlayer ingestlayer) {
        this.ingestlayer = requireNonNull(ingestlayer, "ingestlayer is null");
        this.err = ingestlayer.context().err();
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        List<String> suggestions =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        print(inOurWords(e.getMessage())
                + (suggestions.isEmpty() ? "" : "; did you mean " + suggestions.get(0) + "?")
                + " (" + command.getCommandSpec().qualifiedName() + " --help shows how it is used)");
        return ExitCode.USAGE;
    }

    /** Removes the names of Java types from a message of the command line parser: they mean nothing to its reader. */
    private static String inOurWords(String message) {
        return message.replaceFirst("is not an? (int|long)$", "is not a whole number")
                .replaceFirst("cannot convert ('.*') to \\w+ \\(.*\\)$", "$1 cannot be read");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (ingestlayer.debug()) {
            e.printStackTrace(err);
        }
        if (e instanceof CommandException known) {
            print(known.getMessage());
            return known.exitCode();
        }
        if (e instanceof UnavailableException || e instanceof ServiceRefusalException) {
            print((e instanceof ServiceRefusalException refusal
                            ? refusal.what() + " refused " + refusal.operation()
                            : e.getMessage())
                    + AwsErrors.reason(e.getCause())
                            .map(reason -> ": " + reason)
                            .orElse("")
                    + (ingestlayer.local() ? ". Does ./mvnw -Plocal run, on these ports?" : ""));
            return ExitCode.UNREACHABLE;
        }
        if (e instanceof UncheckedIOException || e instanceof IOException) {
            print(fileFailure(e));
            return ExitCode.REFUSED;
        }
        print("this is a mistake in the program itself"
                + (ingestlayer.debug() ? "" : "; --debug shows what to report"));
        return ExitCode.REFUSED;
    }

    private static String fileFailure(Exception e) {
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        if (cause instanceof NoSuchFileException || cause instanceof FileNotFoundException) {
            return "there is no file " + cause.getMessage();
        }
        if (cause instanceof AccessDeniedException) {
            return "no access to " + cause.getMessage();
        }
        if (cause instanceof CharacterCodingException) {
            return "a file is not UTF-8";
        }
        return cause.getMessage() == null ? "a file could not be read or written" : cause.getMessage();
    }

    private void print(String message) {
        String line = message.replaceAll("\\s*\\R\\s*", " ");
        err.println("ingestlayer: " + Printable.of(SECRET.matcher(line).replaceAll("$1…")));
    }
}
