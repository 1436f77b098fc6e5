package com.ingestlayer.telemetry;

/**
 * The text of a fault. What the JDK or a parser throws may quote what it was reading, which may be a customer's payload or
 * a secret: of such exceptions only class and place are told. Ours tell names and reasons.
 */
final class StackTrace {
    private static final String OURS = "com.ingestlayer.";
    private static final int MAX_CAUSES = 10;
    private static final int MAX_FRAMES = 60;

    private StackTrace() {}

    /** @param everyMessage at a function's start, when there is no input yet but a configuration to be mended */
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
            for (Throwable earlier : next.getSuppressed()) { // where they were thrown is where this one was
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
