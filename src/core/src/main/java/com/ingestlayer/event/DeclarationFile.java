package com.ingestlayer.event;

import com.ingestlayer.event.FieldType.Field;
import com.ingestlayer.event.FieldType.Fields;
import com.ingestlayer.event.FieldType.OneOf;
import com.ingestlayer.event.FieldType.Presence;
import com.ingestlayer.event.FieldType.Simple;
import com.ingestlayer.json.FieldPath;
import com.ingestlayer.yaml.Names;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads a {@link Declaration} from its file. */
public final class DeclarationFile {
    private static final Pattern TYPE_EXPRESSION = Pattern.compile(
            "(?<type>[a-z]+|enum\\s*\\[(?<values>(?:[^\\]\"']|\"[^\"]*\"|'[^']*')*)\\])(?<optional>\\?)?(?<required>\\s*,\\s*required)?");
    /** A value of an enum: any text in double or single quotes, or bare text up to the next comma. */
    private static final Pattern ENUM_VALUE = Pattern.compile("\\s*(?:\"([^\"]*)\"|'([^']*)'|([^,\"']*))\\s*(?:,|$)");

    private static final Pattern PAYLOAD = Pattern.compile("\\$(?:event\\.)?payload(?=[.\\[])");
    private static final String EXPECTED_TYPE =
            "a type (string, number, integer, boolean, object, array, timestamp or enum [a, b]), then \", required\" or \"?\"";

    private static final List<String> UNKNOWN = Arrays.stream(Unknown.values())
            .map(unknown -> unknown.name().toLowerCase(Locale.ROOT))
            .toList();

    private DeclarationFile() {}

    /** Returns the declaration; empty, with problems added, if the file is wrong. */
    public static Optional<Declaration> read(YamlValue file) {
        return file.asMap("a declaration with event and schema").flatMap(map -> {
            map.allowOnly("event", "description", "schema", "unknown", "idempotency");
            Optional<String> type = map.requireText("event", "the event's type, such as feature.used")
                    .flatMap(text -> {
                        Optional<String> wrong = EventType.whatIsWrongWith(text);
                        wrong.ifPresent(reason -> map.get("event").orElseThrow().refuse(reason));
                        return wrong.isEmpty() ? Optional.of(text) : Optional.empty();
                    });
            Optional<String> description =
                    map.get("description").flatMap(value -> value.asText("what the event means"));
            Optional<Fields> schema = map.require("schema", "a mapping of field names to types")
                    .flatMap(value -> value.asMap("a mapping of field names to types"))
                    .map(DeclarationFile::fields);
            Optional<Unknown> unknown = map.get("unknown")
                    .flatMap(value -> value.asOneOf(UNKNOWN, "rule for fields that are not declared"))
                    .map(word -> Unknown.valueOf(word.toUpperCase(Locale.ROOT)));
            Optional<YamlMap> idempotency = map.get("idempotency").flatMap(value -> value.asMap("{ key, window }"));
            idempotency.ifPresent(inner -> inner.allowOnly("key", "window"));
            Optional<List<String>> key =
                    idempotency.flatMap(inner -> inner.get("key")).flatMap(DeclarationFile::key);
            Duration window = idempotency
                    .flatMap(inner -> inner.get("window"))
                    .flatMap(YamlValue::asDuration)
                    .orElse(Declaration.DEFAULT_WINDOW);
            return type.isPresent() && schema.isPresent()
                    ? Optional.of(new Declaration(
                            file.fileName(), type.get(), schema.get(), unknown, key, window, description))
                    : Optional.empty();
        });
    }

    private static Fields fields(YamlMap map) {
        Map<String, Field> fields = new LinkedHashMap<>();
        for (String name : map.names()) {
            YamlValue value = map.get(name).orElseThrow();
            if (value.isMap()) {
                Fields nested = fields(value.asMap("fields").orElseThrow());
                fields.put(name, new Field(nested, nested.anyRequired() ? Presence.REQUIRED : Presence.PLAIN));
            } else {
                value.asText(EXPECTED_TYPE)
                        .flatMap(text -> field(text, value))
                        .ifPresent(field -> fields.put(name, field));
            }
        }
        return new Fields(fields);
    }

    private static Optional<Field> field(String text, YamlValue value) {
        Matcher matcher = TYPE_EXPRESSION.matcher(text.strip());
        if (!matcher.matches()) {
            value.refuse("\"" + text + "\": expected " + EXPECTED_TYPE);
            return Optional.empty();
        }
        if (matcher.group("optional") != null && matcher.group("required") != null) {
            value.refuse("\"" + text + "\": a field is either required or optional (?), not both");
            return Optional.empty();
        }
        Presence presence = matcher.group("required") != null
                ? Presence.REQUIRED
                : matcher.group("optional") != null ? Presence.OPTIONAL : Presence.PLAIN;
        return type(matcher, value).map(type -> new Field(type, presence));
    }

    private static Optional<FieldType> type(Matcher matcher, YamlValue value) {
        String values = matcher.group("values");
        if (values != null) {
            List<String> allowed = new ArrayList<>();
            Matcher each = ENUM_VALUE.matcher(values);
            int at = 0;
            for (; at < values.length() && each.find(at) && each.start() == at; at = each.end()) {
                Optional<String> quoted =
                        Optional.ofNullable(each.group(1)).or(() -> Optional.ofNullable(each.group(2)));
                quoted.or(() -> Optional.of(each.group(3).strip()).filter(word -> !word.isEmpty()))
                        .ifPresent(allowed::add);
            }
            if (at < values.length()) {
                value.refuse("\"" + values.substring(at).strip()
                        + "\": expected a value of the enum, bare or in quotes, and a comma after it");
                return Optional.empty();
            }
            if (allowed.isEmpty()) {
                value.refuse("an enum needs values: enum [a, b]");
                return Optional.empty();
            }
            return Optional.of(new OneOf(allowed));
        }
        String word = matcher.group("type");
        Optional<FieldType> simple = Arrays.stream(Simple.values())
                .filter(type -> type.word.equals(word))
                .<FieldType>map(type -> type)
                .findFirst();
        if (simple.isEmpty()) {
            List<String> words = Stream.concat(Arrays.stream(Simple.values()).map(type -> type.word), Stream.of("enum"))
                    .toList();
            value.refuse("unknown type \"" + word + "\"" + Names.instead(word, words));
        }
        return simple;
    }

    private static Optional<List<String>> key(YamlValue value) {
        String expected = "a place in the payload, such as $payload.invoice_id";
        return value.asText(expected).flatMap(text -> {
            Matcher payload = PAYLOAD.matcher(text);
            if (!payload.lookingAt()) {
                value.refuse("\"" + text + "\": expected " + expected);
                return Optional.empty();
            }
            try {
                return Optional.of(FieldPath.read(text, payload.end()));
            } catch (FieldPath.UnreadableException e) {
                value.refuse("\"" + text + "\" " + e.getMessage());
                return Optional.empty();
            }
        });
    }
}
