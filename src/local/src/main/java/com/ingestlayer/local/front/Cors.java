package com.ingestlayer.local.front;

import com.sun.net.httpserver.Headers;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which web pages may send events from a browser, told as API Gateway's HTTP APIs tell it (AWS: "Configure CORS for HTTP
 * APIs in API Gateway"): once CORS is configured, what the function says of it is left out, and the configured headers are
 * added to its answers. Thread-safe.
 *
 * @param origins such as {@code https://app.example.com}, {@code https://*} or {@code *}; none for no CORS
 */
public record Cors(List<String> origins) {
    public static final Cors OFF = new Cors(List.of());

    public static final List<String> METHODS = List.of("POST");
    public static final List<String> REQUEST_HEADERS = List.of("authorization", "content-type");
    public static final List<String> EXPOSED_HEADERS = List.of("apigw-requestid", "retry-after");
    /** The longest that Chrome remembers. */
    public static final Duration MAX_AGE = Duration.ofHours(2);

    private static final Pattern ORIGIN = Pattern.compile("\\*|https?://(\\*|[a-z0-9.-]+(:[0-9]{1,5})?)");
    private static final String ANY = "*";

    public Cors {
        origins = List.copyOf(origins);
        origins.forEach(origin -> {
            if (!ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "\"" + origin
                                + "\": expected origins joined by commas, such as https://app.example.com,http://localhost:3000");
            }
        });
    }

    /** @param text origins joined by commas; empty for no CORS */
    public static Cors parse(String text) {
        return text.isEmpty() ? OFF : new Cors(Arrays.asList(text.split(",", -1)));
    }

    /** Makes the headers of an answer those that API Gateway would send. */
    void apply(String method, Headers request, Headers answer) {
        if (origins.isEmpty()) {
            return;
        }
        answer.keySet().removeIf(name -> name.regionMatches(true, 0, "access-control-", 0, 15));
        String origin = request.getFirst("Origin");
        if (origin == null || origins.stream().noneMatch(allowed -> allows(allowed, origin))) {
            return;
        }
        answer.set("Access-Control-Allow-Origin", origins.contains(ANY) ? ANY : origin);
        if (method.equals("OPTIONS") && request.containsKey("Access-Control-Request-Method")) {
            answer.set("Access-Control-Allow-Methods", String.join(",", METHODS));
            answer.set("Access-Control-Allow-Headers", String.join(",", REQUEST_HEADERS));
            answer.set("Access-Control-Max-Age", Long.toString(MAX_AGE.toSeconds()));
        } else {
            answer.set("Access-Control-Expose-Headers", String.join(",", EXPOSED_HEADERS));
        }
    }

    private static boolean allows(String allowed, String origin) {
        return allowed.endsWith(ANY)
                ? origin.startsWith(allowed.substring(0, allowed.length() - 1))
                : allowed.equals(origin);
    }
}
