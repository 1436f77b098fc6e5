package com.ingestlayer.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.json.FieldPath;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a {@link Template}. Each mistake becomes a problem at its own line. */
public final class TemplateReader {
    private static final String EXPECTED =
            "a mapping or a list with refs such as $event.payload.email in it, or one ref";
    private static final String REF = "\\$[A-Za-z]++" + FieldPath.FORM;
    private static final String BRACED = "\\$\\{(?<braced>[^}\\[]*+(?:(?:" + FieldPath.QUOTED + "|\\[)[^}\\[]*+)*+)}?";
    private static final Pattern SPECIAL =
            Pattern.compile("(?<dollar>\\$\\$)|" + BRACED + "|(?<ref>" + REF + ")|(?<now>(?<![A-Za-z0-9_])now\\(\\))");

    private static final Pattern WHOLE_REF = Pattern.compile(REF + "(?=[ \\t]*+(?:[,}\\]\\r\\n]|\\z))");
    private static final Pattern STRING = Pattern.compile("\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^']*+'");

    private TemplateReader() {}

    /**
     * Reads the template of a body: a mapping, a list, or one ref, because receivers of webhooks expect an object or a
     * list. A text block is read as if its content were written directly in the file.
     *
     * @return empty, with problems added, if the template is wrong
     */
    public static Optional<Template> read(YamlValue value) {
        if (value.isMap() || value.isList()) {
            return node(value);
        }
        Optional<String> text = value.asText(EXPECTED);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (isOneRef(text.get().strip())) {
            return text(text.get().strip(), value);
        }
        return value.asNested(TemplateReader::withQuotedRefs).flatMap(nested -> {
            if (nested.isMap() || nested.isList()) {
                return node(nested);
            }
            nested.refuse("found text, expected " + EXPECTED);
            return Optional.empty();
        });
    }

    /**
     * Puts single quotes around each ref that is a whole value and has brackets, because YAML would read the brackets
     * as a list: {@code { name: $event.payload["Full Name"] }}.
     */
    private static String withQuotedRefs(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16);
        Matcher ref = WHOLE_REF.matcher(text);
        Matcher string = STRING.matcher(text);
        boolean valueMayBegin = true;
        int i = 0;
        while (i < text.length()) {
            if (valueMayBegin && string.region(i, text.length()).lookingAt()) {
                quoted.append(string.group());
                i = string.end();
            } else if (valueMayBegin
                    && ref.region(i, text.length()).lookingAt()
                    && ref.group().indexOf('[') > 0) {
                quoted.append('\'').append(ref.group().replace("'", "''")).append('\'');
                i = ref.end();
            } else {
                char c = text.charAt(i);
                valueMayBegin = ":[{,-\n".indexOf(c) >= 0 || (valueMayBegin && c == ' ');
                quoted.append(c);
                i++;
                continue;
            }
            valueMayBegin = false;
        }
        return quoted.toString();
    }

    private static boolean isOneRef(String text) {
        Matcher special = SPECIAL.matcher(text);
        return special.matches() && special.group("ref") != null;
    }

    private static Optional<Template> node(YamlValue value) {
        if (value.isMap()) {
            return value.asMap(EXPECTED).flatMap(TemplateReader::fields);
        }
        if (value.isList()) {
            return value.asList(EXPECTED)
                    .flatMap(items -> all(items.map(TemplateReader::node).toList()))
                    .map(Template.Items::new);
        }
        JsonNode json = value.asJson();
        return json.isTextual() ? text(json.textValue(), value) : Optional.of(new Template.Literal(json));
    }

    private static Optional<Template> fields(YamlMap map) {
        Map<String, Template> fields = new LinkedHashMap<>();
        map.names()
                .forEach(name -> map.get(name).flatMap(TemplateReader::node).ifPresent(each -> fields.put(name, each)));
        return fields.size() == map.names().size() ? Optional.of(new Template.Fields(fields)) : Optional.empty();
    }

    private static Optional<Template> text(String text, YamlValue value) {
        List<Optional<Template>> parts = new ArrayList<>();
        StringBuilder plain = new StringBuilder();
        Matcher special = SPECIAL.matcher(text);
        int at = 0;
        while (special.find()) {
            plain.append(text, at, special.start());
            at = special.end();
            if (special.group("dollar") != null) {
                plain.append('$');
            } else {
                addPlain(plain, parts);
                parts.add(special.group("now") != null ? Optional.of(new Template.Now()) : reference(special, value));
            }
        }
        addPlain(plain.append(text, at, text.length()), parts);
        return all(parts).map(valid -> switch (valid.size()) {
            case 0 -> new Template.Literal(TextNode.valueOf(""));
            case 1 -> valid.get(0);
            default -> new Template.Prose(valid);
        });
    }

    private static void addPlain(StringBuilder plain, List<Optional<Template>> parts) {
        if (plain.length() > 0) {
            parts.add(Optional.of(new Template.Literal(TextNode.valueOf(plain.toString()))));
            plain.setLength(0);
        }
    }

    private static Optional<Template> reference(Matcher special, YamlValue value) {
        String braced = special.group("braced");
        if (braced != null && (braced.startsWith("env:") || braced.startsWith("secret:"))) {
            value.refuse(
                    "\"" + special.group() + "\" does not go into a body, which is kept in the queue and in tables;"
                            + " for the text itself write $" + special.group());
            return Optional.empty();
        }
        String ref = braced == null ? special.group("ref") : "$" + braced;
        return ref.indexOf('.') < 0 && ref.indexOf('[') < 0
                ? Ref.Root.parse(ref, value).map(Template.Whole::new)
                : Ref.parse(ref, value).map(Template.Value::new);
    }

    /** Returns all templates; empty if one is missing. */
    private static Optional<List<Template>> all(List<Optional<Template>> templates) {
        List<Template> valid = templates.stream().flatMap(Optional::stream).toList();
        return valid.size() == templates.size() ? Optional.of(valid) : Optional.empty();
    }
}
