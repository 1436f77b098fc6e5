package com.ingestlayer.yaml;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Durations;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A value in a YAML file, with its location. If the value is of another kind, the {@code as…} methods add a problem and
 * return empty.
 */
public final class YamlValue {
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setSchema(new CoreSchema())
            .setMaxAliasesForCollections(0) // an alias could make a value contain itself
            .build();

    private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INTEGER = Pattern.compile("[-+]?(?:0|[1-9][0-9]*)");

    /** Deep enough for every setting, and for the deepest JSON that an event may hold. */
    private static final int MAX_DEPTH = 100;

    private final String file;
    private final Node node;
    private final Problems problems;

    YamlValue(String file, Node node, Problems problems) {
        this.file = file;
        this.node = node;
        this.problems = problems;
    }

    /** Returns the only document of the file; empty, with a problem added, if the text is not YAML. */
    public static Optional<YamlValue> parse(String file, String text, Problems problems) {
        try {
            Optional<Node> root = new Compose(SETTINGS).composeString(text);
            if (root.isEmpty()) {
                problems.add(file, 1, "the file is empty");
            }
            if (root.isPresent() && isDeeperThan(MAX_DEPTH, root.get())) {
                problems.add(file, 1, SyntaxMistake.TOO_DEEP);
                return Optional.empty();
            }
            root.ifPresent(node -> SameNames.refuse(file, node, problems));
            root.ifPresent(node -> UnpairedSurrogates.refuse(file, node, problems));
            return root.map(node -> new YamlValue(file, node, problems));
        } catch (StackOverflowError e) { // the parser recurses for each level; its partial result is discarded
            problems.add(file, 1, SyntaxMistake.TOO_DEEP);
        } catch (YamlEngineException e) {
            problems.add(file, SyntaxMistake.lineOf(e, text), SyntaxMistake.describe(e, text));
        }
        return Optional.empty();
    }

    private static boolean isDeeperThan(int levels, Node node) {
        if (node instanceof SequenceNode sequence) {
            return levels == 0 || sequence.getValue().stream().anyMatch(item -> isDeeperThan(levels - 1, item));
        }
        if (node instanceof MappingNode mapping) {
            return levels == 0
                    || mapping.getValue().stream()
                            .anyMatch(tuple -> isDeeperThan(levels - 1, tuple.getKeyNode())
                                    || isDeeperThan(levels - 1, tuple.getValueNode()));
        }
        return false;
    }

    /** Returns the file name without its directory. */
    public String fileName() {
        return file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
    }

    public int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** Returns the location, so that later checks can report problems there. */
    public Place place() {
        return new Place(file, line());
    }

    /** Adds a problem at the line of this value. */
    public void refuse(String message) {
        problems.add(file, line(), message);
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    public Optional<YamlMap> asMap(String expected) {
        if (node instanceof MappingNode mapping) {
            return Optional.of(new YamlMap(file, mapping, problems));
        }
        return refuseKind(expected);
    }

    public Optional<Stream<YamlValue>> asList(String expected) {
        if (node instanceof SequenceNode sequence) {
            return Optional.of(sequence.getValue().stream().map(item -> new YamlValue(file, item, problems)));
        }
        return refuseKind(expected);
    }

    /** Returns any scalar except null, as it is written in the file. */
    public Optional<String> asText(String expected) {
        if (node instanceof ScalarNode scalar && !scalar.getTag().equals(Tag.NULL) && standard(scalar)) {
            return Optional.of(scalar.getValue());
        }
        return refuseKind(expected);
    }

    /**
     * Parses the text of this value, such as a text block (|), as YAML. Line numbers in the result are those of the
     * file.
     *
     * @param made turns a text that is almost YAML into YAML, without moving its lines
     */
    public Optional<YamlValue> asNested(UnaryOperator<String> made) {
        return asText("YAML").flatMap(text -> {
            boolean block = ((ScalarNode) node).getScalarStyle() == ScalarStyle.LITERAL;
            return parse(file, "\n".repeat(block ? line() : line() - 1) + made.apply(text), problems);
        });
    }

    /** Returns the text if it matches the form. */
    public Optional<String> asText(Pattern form, String expected) {
        return asText(expected).flatMap(text -> {
            if (!form.matcher(text).matches()) {
                refuse("\"" + text + "\": expected " + expected);
                return Optional.empty();
            }
            return Optional.of(text);
        });
    }

    /**
     * Returns a boolean. Only {@code true} and {@code false} are accepted, and no other word that a reader may take for
     * one of them.
     */
    public Optional<Boolean> asBoolean(String expected) {
        if (node instanceof ScalarNode scalar
                && isTagged(Tag.BOOL)
                && BOOLEAN.matcher(scalar.getValue()).matches()) {
            return Optional.of(Boolean.valueOf(scalar.getValue()));
        }
        return refuseKind(expected);
    }

    /** Returns an integer from {@code least} to {@code most}, both inclusive. */
    public Optional<Integer> asInteger(int least, int most, String expected) {
        return asText(expected).flatMap(text -> {
            Optional<Integer> number = isTagged(Tag.INT)
                    ? integer(text)
                            .filter(each -> each.compareTo(BigInteger.valueOf(least)) >= 0
                                    && each.compareTo(BigInteger.valueOf(most)) <= 0)
                            .map(BigInteger::intValue)
                    : Optional.empty();
            if (number.isEmpty()) {
                boolean quoted = isTagged(Tag.STR) && integer(text).isPresent();
                refuse("\"" + text + "\"" + (quoted ? " in quotes is text" : "") + ": expected " + expected);
            }
            return number;
        });
    }

    private boolean isTagged(Tag tag) {
        return node.getTag().equals(tag);
    }

    /** Returns one of the given words; any other word is refused with the nearest valid one. */
    public Optional<String> asOneOf(Collection<String> words, String what) {
        return asText(String.join(", ", words)).flatMap(word -> {
            if (!words.contains(word)) {
                refuse("unknown " + what + " \"" + word + "\"" + Names.instead(word, words));
                return Optional.empty();
            }
            return Optional.of(word);
        });
    }

    public Optional<Duration> asDuration() {
        Optional<Duration> duration = asText(Durations.EXPECTED).flatMap(text -> {
            Optional<Duration> parsed = Durations.parse(text);
            if (parsed.isEmpty()) {
                refuse("\"" + text + "\": expected " + Durations.EXPECTED);
            }
            return parsed;
        });
        return duration;
    }

    /**
     * Returns the value as JSON: numbers, booleans and null as YAML 1.2's core schema defines them, everything else as
     * text.
     */
    public JsonNode asJson() {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (node instanceof MappingNode mapping) {
            ObjectNode object = nodes.objectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                new YamlValue(file, tuple.getKeyNode(), problems)
                        .asText("a name")
                        .ifPresent(
                                name -> object.set(name, new YamlValue(file, tuple.getValueNode(), problems).asJson()));
            }
            return object;
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = nodes.arrayNode();
            sequence.getValue().forEach(item -> array.add(new YamlValue(file, item, problems).asJson()));
            return array;
        }
        ScalarNode scalar = (ScalarNode) node;
        if (!standard(scalar)) {
            refuseKind("a value");
        }
        return scalarJson(scalar, nodes);
    }

    private JsonNode scalarJson(ScalarNode scalar, JsonNodeFactory nodes) {
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return nodes.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return nodes.booleanNode(asBoolean("true or false").orElse(false));
        }
        if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
            Optional<BigDecimal> number = number(text, tag);
            if (number.isEmpty()) {
                refuse("\"" + text + "\" is no number that JSON has, such as 10 or 0.5; for text put it in quotes");
            }
            return nodes.numberNode(number.orElse(BigDecimal.ZERO));
        }
        return nodes.textNode(text);
    }

    private static Optional<BigDecimal> number(String text, Tag tag) {
        if (tag.equals(Tag.INT)) {
            return integer(text).map(BigDecimal::new);
        }
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException notFinite) { // .inf and .nan
            return Optional.empty();
        }
    }

    /**
     * Reads an integer as YAML 1.2 writes it (section 10.3.2). A number with leading zeros is refused: most such values
     * are postal codes and the like, which are text and would silently lose their zeros.
     */
    private static Optional<BigInteger> integer(String text) {
        try {
            if (text.startsWith("0x") || text.startsWith("0o")) {
                return Optional.of(new BigInteger(text.substring(2), text.charAt(1) == 'x' ? 16 : 8));
            }
            return INTEGER.matcher(text).matches() ? Optional.of(new BigInteger(text)) : Optional.empty();
        } catch (NumberFormatException tagSaysOtherwise) { // the tag !!int on a value that is not a number
            return Optional.empty();
        }
    }

    private static boolean standard(ScalarNode scalar) {
        return scalar.getTag().getValue().startsWith(Tag.PREFIX);
    }

    private <T> Optional<T> refuseKind(String expected) {
        String found =
                switch (node.getNodeType()) {
                    case MAPPING -> "a mapping";
                    case SEQUENCE -> "a list";
                    default -> {
                        ScalarNode scalar = (ScalarNode) node;
                        yield !standard(scalar)
                                ? "a YAML tag (quote text that starts with !)"
                                : scalar.getTag().equals(Tag.NULL) ? "nothing" : "\"" + scalar.getValue() + "\"";
                    }
                };
        refuse("found " + found + ", expected " + expected);
        return Optional.empty();
    }
}
