package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.yaml.Names;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a webhook proves where it comes from. Holds the names of secrets, never a secret. */
public sealed interface Auth {
    List<String> TYPES = List.of("none", "bearer", "hmac");
    Pattern SECRET = Pattern.compile("\\$\\{secret:([A-Za-z0-9][A-Za-z0-9_.-]{0,99})}");

    /** Nothing is sent. */
    record None() implements Auth {}

    /** {@code Authorization: Bearer <the secret>}. */
    record Bearer(String secretName) implements Auth {
        public Bearer {
            requireNonNull(secretName, "secretName is null");
        }
    }

    /** {@code X-Ingestlayer-Signature}. */
    record Hmac(String secretName) implements Auth {
        public Hmac {
            requireNonNull(secretName, "secretName is null");
        }
    }

    static Optional<Auth> read(YamlValue value) {
        String expected = "{ type: none }, { type: bearer, secret: … } or { type: hmac, secret: … }";
        return value.asMap(expected).flatMap(map -> {
            Optional<String> type = map.requireText("type", String.join(", ", TYPES));
            if (type.isEmpty()) {
                return Optional.empty();
            }
            switch (type.get()) {
                case "none" -> {
                    map.allowOnly("type");
                    return Optional.of(new None());
                }
                case "bearer", "hmac" -> {
                    map.allowOnly("type", "secret");
                    boolean bearer = type.get().equals("bearer");
                    return secretName(map).map(name -> bearer ? new Bearer(name) : new Hmac(name));
                }
                default -> {
                    map.get("type")
                            .orElseThrow()
                            .refuse("unknown auth type \"" + type.get() + "\"" + Names.instead(type.get(), TYPES));
                    return Optional.empty();
                }
            }
        });
    }

    private static Optional<String> secretName(YamlMap map) {
        String expected = "\"${secret:name}\"; a secret itself never stands in a file";
        return map.require("secret", expected)
                .flatMap(value -> value.asText(expected).flatMap(text -> {
                    Matcher matcher = SECRET.matcher(text);
                    if (!matcher.matches()) {
                        value.refuse("expected " + expected); // without the text, which may be the secret
                        return Optional.empty();
                    }
                    return Optional.of(matcher.group(1));
                }));
    }
}
