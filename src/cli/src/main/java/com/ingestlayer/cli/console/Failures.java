package com.ingestlayer.cli.console;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.cli.failure.AwsTrouble;
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

/** Turns whatever a command throws into one line on standard error and an exit code. */
public final class Failures implements IExecutionExceptionHandler, IParameterExceptionHandler {
    /** What somebody may have typed in the wrong place; hints are shorter. */
    private static final Pattern SECRET = Pattern.compile("(il_live_|ag_live_|whk_|whb_|whsec_)[A-Za-z0-9+/=_-]{9,}");

    private final Ingestlayer ingestlayer;
    private final PrintWriter err;

    public Failures(Ingestlayer ingestlayer) {
        this.ingestlayer = requireNonNull(ingestlayer, "ingestlayer is null");
        this.err = ingestlayer.surroundings().err();
    }

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        List<String> suggestions =
                e instanceof UnmatchedArgumentException unmatched ? unmatched.getSuggestions() : List.of();
        say(ownWords(e.getMessage())
                + (suggestions.isEmpty() ? "" : "; did you mean " + suggestions.get(0) + "?")
                + " (" + command.getCommandSpec().qualifiedName() + " --help shows how it is used)");
        return ExitCode.USAGE;
    }

    /** The command line parser's message without the names of Java's types, which say nothing about the option. */
    private static String ownWords(String message) {
        return message.replaceFirst("is not an? (int|long)$", "is not a whole number")
                .replaceFirst("cannot convert ('.*') to \\w+ \\(.*\\)$", "$1 cannot be read");
    }

    @Override
    public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
        if (ingestlayer.debug()) {
            e.printStackTrace(err);
        }
        if (e instanceof CommandException known) {
            say(known.getMessage());
            return known.exitCode();
        }
        if (e instanceof UnavailableException || e instanceof ServiceRefusalException) {
            say((e instanceof ServiceRefusalException refusal
                            ? refusal.what() + " refused " + refusal.operation()
                            : e.getMessage())
                    + AwsTrouble.reason(e.getCause())
                            .map(reason -> ": " + reason)
                            .orElse("")
                    + (ingestlayer.local() ? ". Does ./mvnw -Plocal run, on these ports?" : ""));
            return ExitCode.UNREACHABLE;
        }
        if (e instanceof UncheckedIOException || e instanceof IOException) {
            say(fileTrouble(e));
            return ExitCode.REFUSED;
        }
        say("this is a mistake in the program itself" + (ingestlayer.debug() ? "" : "; --debug shows what to report"));
        return ExitCode.REFUSED;
    }

    private static String fileTrouble(Exception e) {
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

    private void say(String message) {
        String line = message.replaceAll("\\s*\\R\\s*", " ");
        err.println("ingestlayer: " + Printable.of(SECRET.matcher(line).replaceAll("$1…")));
    }
}
