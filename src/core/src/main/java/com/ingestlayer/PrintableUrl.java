package com.ingestlayer;

/** Shortens URLs for display, because their path and query may contain a secret. */
public final class PrintableUrl {
    private static final String HIDDEN_PATH = "/…";

    private PrintableUrl() {}

    /** Returns the origin of the URL, followed by {@code /…} if there is more. User information is removed. */
    public static String of(String url) {
        int start = url.indexOf("://") + "://".length();
        if (start < "://".length()) {
            return HIDDEN_PATH;
        }
        int end = start;
        while (end < url.length() && "/?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        int host = url.lastIndexOf('@', end - 1) + 1;
        String origin = url.substring(0, start) + url.substring(Math.max(start, host), end);
        String rest = url.substring(end);
        return rest.isEmpty() || rest.equals("/") ? origin : origin + HIDDEN_PATH;
    }
}
