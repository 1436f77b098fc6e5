package com.ingestlayer.telemetry;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import java.util.Optional;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Writes everything that we or libraries log as JSON lines: {@code log} lines with the message, and with the stack
 * trace of an exception in one field. If a service refused a call, the line names the service, operation and code,
 * and is counted as {@link #SERVICE_REFUSALS}, wherever in the function the refusal surfaced. It works with the JDK's
 * log manager and with JBoss', which may be absent. Thread-safe.
 */
public final class JsonLogHandler extends Handler {
    /** The metric that counts the refusals which an operator has to fix. */
    static final String SERVICE_REFUSALS = "ServiceRefusals";

    private static final int MAX_CAUSES = 10;

    private final Telemetry telemetry;

    JsonLogHandler(Telemetry telemetry) {
        this.telemetry = requireNonNull(telemetry, "telemetry is null");
    }

    /** Replaces all handlers of the root logger. */
    public static void install(Telemetry telemetry) {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new JsonLogHandler(telemetry));
    }

    @Override
    public void publish(LogRecord record) {
        if (!isLoggable(record)) {
            return;
        }
        if (refusalIn(record.getThrown()).isPresent()) {
            telemetry.metrics().count(SERVICE_REFUSALS, 1);
        }
        telemetry.line(levelOf(record.getLevel()), "log", json -> {
            if (record.getLoggerName() != null) {
                json.writeStringField("logger", record.getLoggerName());
            }
            json.writeStringField("message", messageOf(record));
            Optional<ServiceRefusalException> refusal = refusalIn(record.getThrown());
            if (refusal.isPresent()) {
                json.writeStringField("service", refusal.get().service());
                json.writeStringField("operation", refusal.get().operation());
                json.writeStringField("code", refusal.get().code());
            }
            if (record.getThrown() != null) {
                boolean atStart = telemetry.invocation().isEmpty();
                json.writeStringField("stack", StackTrace.of(record.getThrown(), atStart));
            }
        });
    }

    private static Optional<ServiceRefusalException> refusalIn(Throwable thrown) {
        return Stream.iterate(thrown, each -> each != null, Throwable::getCause)
                .limit(MAX_CAUSES)
                .filter(ServiceRefusalException.class::isInstance)
                .map(ServiceRefusalException.class::cast)
                .findFirst();
    }

    private static String levelOf(Level level) {
        if (level.intValue() >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (level.intValue() >= Level.WARNING.intValue()) {
            return "WARN";
        }
        return level.intValue() >= Level.INFO.intValue() ? "INFO" : "DEBUG";
    }

    /** Returns the bare message, with its parameters filled in. */
    private static String messageOf(LogRecord record) {
        boolean jboss = record.getClass().getName().startsWith("org.jboss.logmanager.");
        return (jboss ? OfJBoss.MESSAGE : OfTheJdk.MESSAGE).format(record);
    }

    /**
     * Formats JBoss' records, which have their own format. The class is not loaded when JBoss' log manager is absent.
     */
    private static final class OfJBoss {
        private static final Formatter MESSAGE = new PatternFormatter("%s");

        private OfJBoss() {}
    }

    private static final class OfTheJdk extends Formatter {
        private static final Formatter MESSAGE = new OfTheJdk();

        @Override
        public String format(LogRecord record) {
            return formatMessage(record);
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
