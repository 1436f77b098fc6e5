package com.ingestlayer.cli.entities;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Shows how far an import is: a bar that stays in its place on a terminal, else a line now and then. */
final class ProgressDisplay {
    private static final int BAR = 30;
    private static final Duration REDRAW = Duration.ofMillis(100);
    private static final Duration NEXT_LINE = Duration.ofSeconds(5);

    private final PrintWriter err;
    private final boolean terminal;
    private final Clock clock;
    private final long bytes;
    private final Instant start;
    private final long rowsBefore;
    private Instant shown;
    private boolean drawn;

    /**
     * Nothing is shown yet.
     *
     * @param bytes of the whole file
     * @param rowsBefore what earlier runs have done
     */
    ProgressDisplay(PrintWriter err, boolean terminal, Clock clock, long bytes, long rowsBefore) {
        this.err = requireNonNull(err, "err is null");
        this.terminal = terminal;
        this.clock = requireNonNull(clock, "clock is null");
        this.bytes = bytes;
        this.start = clock.instant();
        this.rowsBefore = rowsBefore;
        this.shown = start;
    }

    void show(Progress progress, long bytesRead) {
        Instant now = clock.instant();
        if (Duration.between(shown, now).compareTo(terminal ? REDRAW : NEXT_LINE) < 0) {
            return;
        }
        shown = now;
        long percent = bytes == 0 ? 100 : Math.min(100, bytesRead * 100 / bytes);
        long millis = Math.max(1, Duration.between(start, now).toMillis());
        String numbers = String.format(
                Locale.ROOT,
                "%3d %%  %,d rows, %,d a second, %,d refused",
                percent,
                progress.rows(),
                (progress.rows() - rowsBefore) * 1000 / millis,
                progress.refused());
        if (terminal) {
            int done = (int) (percent * BAR / 100);
            err.print("\r[" + "#".repeat(done) + ".".repeat(BAR - done) + "] " + numbers + "  ");
            err.flush();
            drawn = true;
        } else {
            err.println(numbers.strip());
        }
    }

    /** Leaves the bar's line, so that what is said next stands on one of its own. */
    void end() {
        if (drawn) {
            err.println();
        }
    }
}
