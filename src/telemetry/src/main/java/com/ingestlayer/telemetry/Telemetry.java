package com.ingestlayer.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Times;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;

/**
 * What a function's process tells of itself, on one stream: a line of JSON for each thing that happened, at once, and at
 * the end of an invocation its metrics. Each line also says which request and trace it belongs to. A process has one
 * invocation at a time, as Lambda promises; lines may come from all of its threads. Thread-safe, and never throws for a
 * stream that is gone.
 */
public final class Telemetry {
    private final PrintStream out;
    private final Metrics metrics;
    private final Clock clock;
    private volatile Optional<Invocation> invocation = Optional.empty();

    /**
     * Nothing is under way yet.
     *
     * @param out given whole lines; CloudWatch makes a log event of each
     * @param stack the stack's name, a dimension of every metric
     */
    public Telemetry(OutputStream out, String stack, Clock clock) {
        this.out = new PrintStream(requireNonNull(out, "out is null"), false, UTF_8);
        this.metrics = new Metrics(stack);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * What a function tells, of the stack in its variables. From now on it takes everything that is logged, too.
     *
     * @param out given whole lines; CloudWatch makes a log event of each
     */
    public static Telemetry start(OutputStream out, FunctionVariables variables, Clock clock) {
        Telemetry telemetry =
                new Telemetry(out, variables.find("INGESTLAYER_STACK").orElse("unknown"), clock);
        JsonLogHandler.install(telemetry);
        return telemetry;
    }

    /** One line about why the function cannot work, with whatever it says: there is no input yet that it could quote. */
    void failedStart(Throwable failure) {
        line("ERROR", "log", json -> {
            json.writeStringField("message", "the function did not start: " + failure.getMessage());
            json.writeStringField("stack", StackTrace.of(failure, true));
        });
    }

    /** Everything told from now on belongs to this invocation. */
    public void begin(Invocation started) {
        invocation = Optional.of(started);
    }

    /** Empty between two invocations and before the first. */
    public Optional<Invocation> invocation() {
        return invocation;
    }

    /** The trace of the invocation under way. */
    public Optional<XRayHeader> trace() {
        return invocation.flatMap(Invocation::trace);
    }

    /** What is counted until the invocation ends. */
    public Metrics metrics() {
        return metrics;
    }

    /**
     * One line, of the invocation's trace.
     *
     * @param level {@code INFO}, {@code WARN} or {@code ERROR}
     * @param event what happened, in two words joined by a dot
     * @param fields more about it
     */
    public void line(String level, String event, Fields fields) {
        line(level, event, trace().map(XRayHeader::root), fields);
    }

    /** One line about something that has a trace of its own. */
    public void line(String level, String event, Optional<String> traceId, Fields fields) {
        Fields line = json -> {
            json.writeStringField("time", Times.format(clock.instant()));
            json.writeStringField("level", level);
            json.writeStringField("event", event);
            fields.writeTo(json);
            if (invocation.isPresent()) {
                json.writeStringField("request_id", invocation.get().requestId());
            }
            if (traceId.isPresent()) {
                json.writeStringField("trace_id", traceId.get());
            }
        };
        print(line);
    }

    /** Tells the invocation's metrics. */
    public void end() {
        tellMetrics();
        invocation = Optional.empty();
    }

    /** Tells what was counted so far, such as while the function started. */
    public void tellMetrics() {
        metrics.take(clock.millis()).forEach(this::print);
    }

    private void print(Fields fields) {
        byte[] line = fields.toLine();
        synchronized (out) {
            out.write(line, 0, line.length); // at once, so that no two lines mix
            out.flush();
        }
    }
}
