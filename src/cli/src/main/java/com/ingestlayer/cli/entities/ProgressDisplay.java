package com.ingestlayer.cli.entities;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.ProgressBar;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Shows the progress of an import: a bar on a terminal, and a line every few seconds elsewhere. Not thread-safe. */
final class ProgressDisplay {
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration NEXT_LINE = Duration.ofSeconds(5);

    private final CliContext context;
    private final ProgressBar bar;
    private final long bytes;
    private final Instant start;
    private final long rowsBefore;
    private Instant shown;

    /**
     * Creates a display that shows nothing yet.
     *
     * @param bytes the size of the whole file
     * @param rowsBefore how many rows earlier runs have written
     */
    ProgressDisplay(CliContext context, long bytes, long rowsBefore) {
        this.context = requireNonNull(context, "context is null");
        this.bar = new ProgressBar(context, 100);
        this.bytes = bytes;
        this.start = context.clock().instant();
        this.rowsBefore = rowsBefore;
        this.shown = start;
    }

    /** Shows the progress, unless it was shown a moment ago. */
    void show(Progress progress, long bytesRead) {
        Instant now = context.clock().instant();
        if (Duration.between(shown, now).compareTo(context.terminal() ? REDRAW : NEXT_LINE) < 0) {
            return;
        }
        shown = now;
        int percent = (int) (bytes == 0 ? 100 : Math.min(100, bytesRead * 100 / bytes));
        long millis = Math.max(1, Duration.between(start, now).toMillis());
        String numbers = String.format(
                Locale.ROOT,
                "%3d %%  %,d rows, %,d a second, %,d refused",
                percent,
                progress.rows(),
                (progress.rows() - rowsBefore) * 1000 / millis,
                progress.refused());
        if (context.terminal()) {
            bar.show(percent, numbers);
        } else {
            context.err().println(numbers.strip());
        }
    }

    /** Ends the line of the bar, so that the next message starts on a line of its own. */
    void end() {
        bar.end();
    }
}
