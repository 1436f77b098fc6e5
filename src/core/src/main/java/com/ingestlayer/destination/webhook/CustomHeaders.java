package com.ingestlayer.destination.webhook;

import com.ingestlayer.yaml.EnvironmentText;
import com.ingestlayer.yaml.YamlValue;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Reads a destination's {@code headers}: names must be tokens and values printable (RFC 9110 sections 5.1 and 5.5), and
 * names that this product or HTTP itself sets are refused.
 */
final class CustomHeaders {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern PRINTABLE = Pattern.compile("(?:[!-~](?:[ -~]*[!-~])?)?");
    private static final String EXPECTED_VALUE =
            "printable ASCII without a space at its beginning or end; only ${env:NAME} is replaced in it";

    private static final List<String> RESERVED_PREFIXES = List.of("x-ingestlayer-", "webhook-", "proxy-");
    private static final Set<String> RESERVED = Set.of(
            "content-type",
            "content-length",
            "host",
            "connection",
            "transfer-encoding",
            "upgrade",
            "te",
            "trailer",
            "keep-alive",
            "expect", // would make the client wait for a 100 response
            "user-agent",
            "accept-encoding", // a compressed response is unreadable in a record
            "traceparent");

    private CustomHeaders() {}

    /**
     * Returns the headers in the order of the file; empty, with problems added, if one is wrong.
     *
     * @param reservedToo one more reserved name, in lower case
     * @param environment returns the value of the variable in {@code ${env:NAME}}, or null
     */
    static Optional<Map<String, String>> read(
            YamlValue value, Optional<String> reservedToo, UnaryOperator<String> environment) {
        return value.asMap("headers such as { X-Team: growth }").flatMap(map -> {
            Map<String, String> headers = new LinkedHashMap<>();
            Set<String> seen = new HashSet<>();
            for (String name : map.names()) {
                YamlValue text = map.get(name).orElseThrow();
                Optional<String> wrong = whatIsWrongWith(name, reservedToo);
                if (!seen.add(name.toLowerCase(Locale.ROOT))) {
                    wrong = Optional.of("the header \"" + name + "\" stands here twice; case makes no difference");
                }
                wrong.ifPresent(text::refuse);
                if (wrong.isEmpty()) {
                    readValue(text, environment).ifPresent(right -> headers.put(name, right));
                }
            }
            return headers.size() == map.names().size() ? Optional.of(headers) : Optional.empty();
        });
    }

    private static Optional<String> whatIsWrongWith(String name, Optional<String> reservedToo) {
        if (!TOKEN.matcher(name).matches()) {
            return Optional.of("\"" + name + "\" is no name of a header: expected letters, digits and !#$%&'*+-.^_`|~");
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (RESERVED.contains(lower)
                || RESERVED_PREFIXES.stream().anyMatch(lower::startsWith)
                || reservedToo.filter(lower::equals).isPresent()) {
            return Optional.of("the header \"" + name + "\" is reserved; it is set, or left out, for you");
        }
        return Optional.empty();
    }

    private static Optional<String> readValue(YamlValue value, UnaryOperator<String> environment) {
        return value.asText(EXPECTED_VALUE)
                .filter(text -> {
                    boolean plain = !EnvironmentText.withoutVariables(text).contains("${");
                    if (!plain) {
                        value.refuse("found ${…}, expected " + EXPECTED_VALUE);
                    }
                    return plain;
                })
                .flatMap(text -> EnvironmentText.substitute(text, value, environment))
                .filter(text -> {
                    boolean printable = PRINTABLE.matcher(text).matches();
                    if (!printable) {
                        value.refuse("expected " + EXPECTED_VALUE);
                    }
                    return printable;
                });
    }
}
