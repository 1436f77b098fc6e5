package com.ingestlayer.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.Times;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Optional;

/**
 * Writes the log lines and metrics of a function's process to one stream: a line of JSON for each occurrence,
 * immediately, and the metrics at the end of an invocation. Each line also names its request and trace. A process
 * handles one invocation at a time, as Lambda guarantees; lines may come from any thread. Thread-safe, and never
 * throws when the stream is closed.
 */
public final class Telemetry {
    private final PrintStream out;
    private final Metrics metrics;
    private final Clock clock;
    private volatile Optional<Invocation> invocation = Optional.empty();

    /**
     * Creates the telemetry, without a current invocation.
     *
     * @param out receives whole lines; CloudWatch makes each a log event
     * @param stack the stack's name, a dimension of every metric
     */
    public Telemetry(OutputStream out, String stack, Clock clock) {
        this.out = new PrintStream(requireNonNull(out, "out is null"), false, UTF_8);
        this.metrics = new Metrics(stack);
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Creates the telemetry of a function, with the stack's name from its variables, and redirects all logging to it.
     *
     * @param out receives whole lines; CloudWatch makes each a log event
     */
    public static Telemetry start(OutputStream out, FunctionVariables variables, Clock clock) {
        Telemetry telemetry =
                new Telemetry(out, variables.find("INGESTLAYER_STACK").orElse("unknown"), clock);
        JsonLogHandler.install(telemetry);
        return telemetry;
    }

    /**
     * Logs why the function cannot start, with all messages of the exception: there is no input yet that they could
     * quote.
     */
    void failedStart(Throwable failure) {
        line("ERROR", "log", json -> {
            json.writeStringField("message", "the function did not start: " + failure.getMessage());
            json.writeStringField("stack", StackTrace.of(failure, true));
        });
    }

    /** Begins an invocation, to which everything that follows belongs. */
    public void begin(Invocation started) {
        invocation = Optional.of(started);
    }

    /** Returns the current invocation, or empty between two invocations and before the first. */
    public Optional<Invocation> invocation() {
        return invocation;
    }

    /** Returns the trace of the current invocation. */
    public Optional<XRayHeader> trace() {
        return invocation.flatMap(Invocation::trace);
    }

    /** Returns the metrics, which collect until the invocation ends. */
    public Metrics metrics() {
        return metrics;
    }

    /**
     * Writes a line with the current invocation's trace.
     *
     * @param level {@code INFO}, {@code WARN} or {@code ERROR}
     * @param event the event's name, two words joined by a dot
     * @param fields further fields
     */
    public void line(String level, String event, Fields fields) {
        line(level, event, trace().map(XRayHeader::root), fields);
    }

    /** Writes a line about something that has its own trace. */
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

    /** Ends the invocation, and writes its metrics. */
    public void end() {
        tellMetrics();
        invocation = Optional.empty();
    }

    /** Writes the metrics collected so far, for example while the function started. */
    public void tellMetrics() {
        metrics.take(clock.millis()).forEach(this::print);
    }

    private void print(Fields fields) {
        byte[] line = fields.toLine();
        synchronized (out) {
            out.write(line, 0, line.length); // a single write, so that lines do not mix
            out.flush();
        }
    }
}
