package com.ingestlayer.aws.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;

/**
 * Makes a line of everything that is logged, by us and by libraries: {@code log} lines with their message, and the stack
 * trace of a fault in one field. Works with the JDK's log manager and with JBoss's, which may be missing. Thread-safe.
 */
public final class JsonLogHandler extends Handler {
    private final Telemetry telemetry;

    JsonLogHandler(Telemetry telemetry) {
        this.telemetry = requireNonNull(telemetry, "telemetry is null");
    }

    /** Takes the place of whatever prints what is logged. */
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
        telemetry.line(levelOf(record.getLevel()), "log", json -> {
            if (record.getLoggerName() != null) {
                json.writeStringField("logger", record.getLoggerName());
            }
            json.writeStringField("message", messageOf(record));
            if (record.getThrown() != null) {
                boolean atStart = telemetry.invocation().isEmpty();
                json.writeStringField("stack", StackTrace.of(record.getThrown(), atStart));
            }
        });
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

    /** The message alone, with its parameters. */
    private static String messageOf(LogRecord record) {
        boolean jboss = record.getClass().getName().startsWith("org.jboss.logmanager.");
        return (jboss ? OfJBoss.MESSAGE : OfTheJdk.MESSAGE).format(record);
    }

    /** Its records have a format of their own. Not loaded where it is missing. */
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
