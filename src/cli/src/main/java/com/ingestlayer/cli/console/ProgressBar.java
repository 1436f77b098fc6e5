package com.ingestlayer.cli.console;

import static java.util.Objects.requireNonNull;

/** Shows how much of a known number is done, in one place of a terminal; elsewhere nothing. Not thread-safe. */
public final class ProgressBar {
    private static final int WIDTH = 30;

    private final CliContext surroundings;
    private final int total;
    private boolean drawn;

    public ProgressBar(CliContext surroundings, int total) {
        this.surroundings = requireNonNull(surroundings, "surroundings is null");
        this.total = total;
    }

    public void show(int done) {
        if (surroundings.terminal()) {
            int filled = done * WIDTH / Math.max(1, total);
            surroundings
                    .err()
                    .print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + done + " of " + total
                            + "  ");
            surroundings.err().flush();
            drawn = true;
        }
    }

    /** Leaves the bar's line, so that what is said next stands on one of its own. */
    public void end() {
        if (drawn) {
            surroundings.err().println();
        }
    }
}
