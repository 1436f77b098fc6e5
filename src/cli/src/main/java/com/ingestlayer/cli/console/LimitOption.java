package com.ingestlayer.cli.console;

import com.ingestlayer.cli.failure.CommandException;
import picocli.CommandLine.Option;

/** The option {@code --limit}, which cuts a list. */
public final class LimitOption {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many to list at most; ${DEFAULT-VALUE} by default.")
    private int limit;

    /** @throws CommandException when the number is below 1 */
    public int limit() {
        if (limit < 1) {
            throw CommandException.usage("--limit: expected a number above 0");
        }
        return limit;
    }

    /** @throws CommandException when the number is below 1 or above {@code most} */
    public int limit(int most) {
        if (limit < 1 || limit > most) {
            throw CommandException.usage("--limit: expected a number from 1 to " + most);
        }
        return limit;
    }
}
