package com.ingestlayer.pipeline.step;

import com.ingestlayer.expression.Ref;
import com.ingestlayer.redaction.HashKey;
import com.ingestlayer.redaction.Treatment;
import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.yaml.EnvironmentText;
import com.ingestlayer.yaml.Names;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the parameters of {@link RedactPii}. */
final class RedactPiiReader {
    private static final String EXPECTED =
            "a mapping of refs to " + String.join(", ", Treatment.words()) + ", or to { destination: treatment }";
    private static final String EXPECTED_KEY = "${env:NAME}, an environment variable of at least 16 bytes";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:[A-Za-z_][A-Za-z0-9_]*}");

    private RedactPiiReader() {}

    static Optional<RedactPii> read(YamlMap parameters, StepContext context) {
        parameters.allowOnly("fields", "text", "hash_key");
        Optional<List<Redaction.Row>> fields = rows(parameters, "fields", context);
        Optional<List<Redaction.Row>> text = rows(parameters, "text", context);
        Optional<YamlValue> keyValue = parameters.get("hash_key");
        Optional<HashKey> key = keyValue.flatMap(value -> key(value, context));
        if (fields.isEmpty() || text.isEmpty() || key.isPresent() != keyValue.isPresent()) {
            return Optional.empty();
        }
        List<Redaction.Row> all =
                Stream.concat(fields.get().stream(), text.get().stream()).toList();
        if (all.isEmpty()) {
            parameters.refuse("expected fields:, text: or both, each " + EXPECTED);
            return Optional.empty();
        }
        if (key.isEmpty() && all.stream().anyMatch(RedactPiiReader::hashes)) {
            parameters.refuse("\"hash_key\" is missing, expected " + EXPECTED_KEY
                    + ": without a key, hashes of e-mail addresses are easily guessed");
            return Optional.empty();
        }
        return Optional.of(new RedactPii(new Redaction(fields.get(), text.get(), key)));
    }

    private static boolean hashes(Redaction.Row row) {
        return row.everywhere() == Treatment.HASH || row.cells().containsValue(Treatment.HASH);
    }

    /** Returns the rows; empty if one of them is wrong. A missing mapping has no rows. */
    private static Optional<List<Redaction.Row>> rows(YamlMap parameters, String name, StepContext context) {
        Optional<YamlValue> value = parameters.get(name);
        if (value.isEmpty()) {
            return Optional.of(List.of());
        }
        return value.get().asMap(EXPECTED).flatMap(map -> {
            List<Redaction.Row> rows = new ArrayList<>();
            for (String ref : map.names()) {
                path(map, ref, name)
                        .flatMap(path -> row(path, map.get(ref).orElseThrow(), context))
                        .ifPresent(rows::add);
            }
            return rows.size() == map.names().size() ? Optional.of(rows) : Optional.empty();
        });
    }

    private static Optional<List<String>> path(YamlMap map, String text, String rows) {
        YamlValue key = map.key(text).orElseThrow();
        return Ref.parse(text, key).flatMap(ref -> {
            boolean ofEvent = ref.root() == Ref.Root.EVENT;
            boolean isPayload = ref.path().equals(List.of("payload"));
            if (ofEvent && !ref.path().get(0).equals("payload")) {
                key.refuse("\"" + text + "\" is never redacted: receivers tell events apart by it; expected a ref below"
                        + " $event.payload");
                return Optional.empty();
            }
            if (ofEvent && isPayload && rows.equals("fields")) {
                key.refuse("\"" + text + "\" is all there is; expected a ref below it, or write it under text:");
                return Optional.empty();
            }
            return Optional.of(Stream.concat(Stream.of(ref.root().field()), ref.path().stream())
                    .toList());
        });
    }

    private static Optional<Redaction.Row> row(List<String> path, YamlValue value, StepContext context) {
        if (!value.isMap()) {
            return treatment(value).map(everywhere -> new Redaction.Row(path, everywhere, Map.of()));
        }
        return value.asMap(EXPECTED).flatMap(map -> {
            Map<String, Treatment> cells = new HashMap<>();
            for (String destination : map.names()) {
                Optional<Treatment> treatment = map.get(destination).flatMap(RedactPiiReader::treatment);
                if (isKnown(destination, map, context)) {
                    treatment.ifPresent(each -> cells.put(destination, each));
                }
            }
            return cells.size() == map.names().size()
                    ? Optional.of(new Redaction.Row(path, Treatment.MASK, cells))
                    : Optional.empty();
        });
    }

    private static boolean isKnown(String destination, YamlMap map, StepContext context) {
        Optional<Set<String>> unknownTo = context.destinations().filter(names -> !names.contains(destination));
        unknownTo.ifPresent(names -> map.key(destination)
                .orElseThrow()
                .refuse("no destination is called \"" + destination + "\"" + Names.instead(destination, names)));
        return unknownTo.isEmpty();
    }

    private static Optional<Treatment> treatment(YamlValue value) {
        return value.asOneOf(Treatment.words(), "treatment").map(Treatment::of);
    }

    private static Optional<HashKey> key(YamlValue value, StepContext context) {
        return value.asText(EXPECTED_KEY).flatMap(text -> {
            if (!VARIABLE.matcher(text).matches()) {
                value.refuse("expected " + EXPECTED_KEY + "; a key itself never stands in a file");
                return Optional.empty();
            }
            return EnvironmentText.substitute(text, value, context.environment())
                    .flatMap(set -> {
                        SigningSecret secret = new SigningSecret(set);
                        secret.weakness().ifPresent(weakness -> value.refuse("what " + text + " holds " + weakness));
                        return secret.weakness().isEmpty() ? Optional.of(new HashKey(secret)) : Optional.empty();
                    });
        });
    }
}
