package com.ingestlayer.cli.console;

import static java.util.Objects.requireNonNull;

/** Draws a progress bar that stays in its place on a terminal. Prints nothing elsewhere. Not thread-safe. */
public final class ProgressBar {
    private static final int WIDTH = 30;

    private final CliContext context;
    private final int total;
    private boolean drawn;

    /** @param total the number that means complete */
    public ProgressBar(CliContext context, int total) {
        this.context = requireNonNull(context, "context is null");
        this.total = total;
    }

    public void show(int done) {
        show(done, done + " of " + total);
    }

    /** @param text stands behind the bar */
    public void show(int done, String text) {
        if (context.terminal()) {
            int filled = done * WIDTH / Math.max(1, total);
            context.err().print("\r[" + "#".repeat(filled) + ".".repeat(WIDTH - filled) + "] " + text + "  ");
            context.err().flush();
            drawn = true;
        }
    }

    /** Ends the line of the bar, so that the next message starts on a line of its own. */
    public void end() {
        if (drawn) {
            context.err().println();
        }
    }
}
