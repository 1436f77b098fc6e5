package com.ingestlayer.cli.failure;

/** Ends the command with an exit code and a message of one line for the user. */
public final class CommandException extends RuntimeException {
    private final int exitCode;

    private CommandException(int exitCode, String message, Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public static CommandException refused(String message) {
        return new CommandException(ExitCode.REFUSED, message, null);
    }

    public static CommandException refused(String message, Throwable cause) {
        return new CommandException(ExitCode.REFUSED, message, cause);
    }

    public static CommandException usage(String message) {
        return new CommandException(ExitCode.USAGE, message, null);
    }

    public static CommandException unreachable(String message, Throwable cause) {
        return new CommandException(ExitCode.UNREACHABLE, message, cause);
    }

    public int exitCode() {
        return exitCode;
    }
}
