package com.ingestlayer.telemetry;

/**
 * Formats an exception for the log. The message of an exception of the JDK or a parser may quote its input, which may
 * be a customer's payload or a secret, so only its class and stack frames are logged. Our own exceptions name only
 * names and reasons, so their messages are logged.
 */
final class StackTrace {
    private static final String OURS = "com.ingestlayer.";
    private static final int MAX_CAUSES = 10;
    private static final int MAX_FRAMES = 60;

    private StackTrace() {}

    /**
     * Returns the text.
     *
     * @param everyMessage whether to include all messages. That is safe while a function starts: its only input is a
     * configuration, which somebody has to fix.
     */
    static String of(Throwable thrown, boolean everyMessage) {
        StringBuilder text = new StringBuilder(2048);
        Throwable next = thrown;
        for (int i = 0; i < MAX_CAUSES && next != null; i++) {
            text.append(i == 0 ? "" : "\nCaused by: ");
            tell(next, everyMessage, text);
            StackTraceElement[] frames = next.getStackTrace();
            for (int frame = 0; frame < Math.min(frames.length, MAX_FRAMES); frame++) {
                text.append("\n\tat ").append(frames[frame]);
            }
            for (Throwable earlier : next.getSuppressed()) { // without frames, which are the same as this one's
                text.append("\n\tSuppressed: ");
                tell(earlier, everyMessage, text);
            }
            next = next.getCause();
        }
        return text.toString();
    }

    private static void tell(Throwable thrown, boolean everyMessage, StringBuilder text) {
        text.append(thrown.getClass().getName());
        if (thrown.getMessage() != null
                && (everyMessage || thrown.getClass().getName().startsWith(OURS))) {
            text.append(": ").append(thrown.getMessage());
        }
    }
}
