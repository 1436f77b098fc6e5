package com.ingestlayer.destination.webhook;

import com.ingestlayer.yaml.Names;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a destination's {@code auth}. A text that should name a secret is never quoted in a message, because it may be
 * the secret itself.
 */
final class AuthReader {
    private static final List<String> TYPES = List.of("none", "bearer", "hmac");
    private static final String OWN_SCHEME = "ingestlayer";
    private static final String STANDARD_SCHEME = "standard-webhooks";
    private static final List<String> SCHEMES = List.of(OWN_SCHEME, STANDARD_SCHEME);

    /**
     * More than a rotation needs. Each signature takes time at each attempt, and receivers limit the size of headers.
     */
    private static final int MAX_SECRETS = 5;

    private static final Pattern SECRET = Pattern.compile("\\$\\{secret:([A-Za-z0-9][A-Za-z0-9_.-]{0,99})}");
    private static final String ONE_SECRET = "\"${secret:name}\"; a secret itself never stands in a file";
    private static final String SEVERAL_SECRETS =
            "a list of 1 to " + MAX_SECRETS + " secrets, the newest first: [\"${secret:new}\", \"${secret:old}\"]";

    private AuthReader() {}

    /** Returns empty, with a problem added, if the value is wrong. */
    static Optional<Auth> read(YamlValue value) {
        if (!value.isMap()) {
            value.refuse("expected { type: none }, { type: bearer, secret: … } or { type: hmac, secret: … }");
            return Optional.empty();
        }
        return value.asMap("auth").flatMap(AuthReader::readMap);
    }

    private static Optional<Auth> readMap(YamlMap map) {
        Optional<String> type = oneOf(map, "type", TYPES);
        if (map.get("type").isEmpty()) {
            map.require("type", String.join(", ", TYPES));
        }
        if (type.isEmpty()) {
            return Optional.empty();
        }
        switch (type.get()) {
            case "none" -> {
                map.allowOnly("type");
                return Optional.of(new Auth.None());
            }
            case "bearer" -> {
                map.allowOnly("type", "secret");
                return map.require("secret", ONE_SECRET)
                        .flatMap(AuthReader::secretName)
                        .map(Auth.Bearer::new);
            }
            default -> {
                map.allowOnly("type", "scheme", "secret", "secrets");
                boolean own = map.get("scheme").isEmpty();
                Optional<String> scheme = own ? Optional.of(OWN_SCHEME) : oneOf(map, "scheme", SCHEMES);
                Optional<List<String>> names = secretNames(map);
                return scheme.flatMap(word ->
                        names.map(all -> word.equals(STANDARD_SCHEME) ? new Auth.Standard(all) : new Auth.Hmac(all)));
            }
        }
    }

    private static Optional<String> oneOf(YamlMap map, String name, List<String> words) {
        return map.get(name)
                .flatMap(value -> value.asText(String.join(", ", words)).filter(word -> {
                    if (!words.contains(word)) {
                        value.refuse("unknown auth " + name + " \"" + word + "\"" + Names.instead(word, words));
                    }
                    return words.contains(word);
                }));
    }

    private static Optional<List<String>> secretNames(YamlMap map) {
        Optional<YamlValue> several = map.get("secrets");
        if (several.isEmpty()) {
            return map.require("secret", ONE_SECRET)
                    .flatMap(AuthReader::secretName)
                    .map(List::of);
        }
        if (map.get("secret").isPresent()) {
            several.get().refuse("expected either \"secret\" or \"secrets\", found both");
            return Optional.empty();
        }
        if (!several.get().isList()) {
            several.get().refuse("expected " + SEVERAL_SECRETS);
            return Optional.empty();
        }
        return several.get().asList(SEVERAL_SECRETS).flatMap(items -> {
            List<Optional<String>> names = items.map(AuthReader::secretName).toList();
            if (names.isEmpty() || names.size() > MAX_SECRETS) {
                several.get().refuse("found " + names.size() + " secrets, expected " + SEVERAL_SECRETS);
                return Optional.empty();
            }
            List<String> right = names.stream().flatMap(Optional::stream).toList();
            Set<String> seen = new HashSet<>();
            for (String name : right) {
                if (!seen.add(name)) {
                    several.get().refuse("the secret \"" + name + "\" is listed twice");
                    return Optional.empty();
                }
            }
            return right.size() == names.size() ? Optional.of(right) : Optional.empty();
        });
    }

    private static Optional<String> secretName(YamlValue value) {
        return value.asText(ONE_SECRET).flatMap(text -> {
            Matcher matcher = SECRET.matcher(text);
            if (!matcher.matches()) {
                value.refuse("expected " + ONE_SECRET); // without the text, which may be the secret
                return Optional.empty();
            }
            return Optional.of(matcher.group(1));
        });
    }
}
