package com.ingestlayer.yaml;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Explains in our own words why a text is not YAML, and finds the line. The parser's messages speak of its tokens and
 * settings ("expected &lt;block end&gt;, but found '&lt;block mapping start&gt;'"), so this class only recognizes them.
 */
final class SyntaxMistake {
    static final String TOO_DEEP = "not valid YAML: the values are nested too deeply";

    private static final Pattern BRACKETED_REF = Pattern.compile("(?<!')\\$[A-Za-z.0-9_-]++\\[");
    private static final Pattern OPERATOR = Pattern.compile(".*:\\s*(>|!=).*");

    /** A part of a parser message and the explanation for it. The first entry that matches is used. */
    private record Known(String sign, String reason) {}

    private static final List<Known> KNOWN = List.of(
            new Known(
                    "mapping values are not allowed",
                    "a colon with a space is not expected here; quote text that has one"),
            new Known("(TAB)", "a tab stands where spaces are expected; indent with spaces"),
            new Known("cannot start any token", "no value begins with this character; quote the text"),
            new Known("could not find expected ':'", "expected a colon after a name"),
            new Known("A simple key is required", "expected a colon after a name"),
            new Known("expected <block end>", "the indentation is not that of the lines it belongs to"),
            new Known("expected ',' or ']'", "expected a comma or ] in the list that began with ["),
            new Known("expected ',' or '}'", "expected a comma or } in the mapping that began with {"),
            new Known("expected the node content", "expected a value"),
            new Known("another document", "expected one document, and --- begins a second one"),
            new Known("expected '<document start>'", "text follows the end of the document"),
            new Known("unexpected end of stream", "a quoted text is never closed"),
            new Known("unexpected document separator", "a quoted text is never closed"),
            new Known(
                    "unknown escape character",
                    "in double quotes a backslash begins an escape, and this one is unknown"),
            new Known("escape sequence", "an escape in double quotes needs hexadecimal digits"),
            new Known("sequence entries", "a list's dash is not expected here"),
            new Known("mapping keys", "a name is not expected here"),
            new Known("alias", "aliases (*) are not taken; quote text that begins with *"),
            new Known("alphabetic or numeric", "expected a name after & or *; quote text that begins with one"),
            new Known("special characters", "the file holds a character that YAML does not allow"),
            new Known("unacceptable code point", "the file holds a character that YAML does not allow"),
            new Known("HighSurrogate", "the file holds half of a character"),
            new Known("Version{", "expected YAML 1.2; leave the %YAML line out"),
            new Known("expected ' '", "quote text that begins with ! or %"),
            new Known("exceeds the limit", "the file is larger than 3 MB"),
            new Known("tag", "quote text that begins with !"),
            new Known("URI", "quote text that begins with !"),
            new Known("'!'", "quote text that begins with !"),
            new Known("chomping", "a block of text begins with | or > and a line end"),
            new Known("indentation indicator", "a block of text begins with | or > and a line end"),
            new Known("comment or a line break", "a block of text begins with | or > and a line end"),
            new Known(
                    "leading empty lines",
                    "the first line of a block of text is indented less than an empty line before it"),
            new Known("directive", "quote text that begins with %"));

    private SyntaxMistake() {}

    /** Returns the line number, starting at 1. */
    static int lineOf(YamlEngineException failure, String text) {
        if (failure instanceof MarkedYamlEngineException marked) {
            return marked.getProblemMark().map(Mark::getLine).orElse(0) + 1;
        }
        if (failure instanceof ReaderException unreadable) {
            String read = text.substring(
                    0,
                    text.offsetByCodePoints(
                            0, Math.min(unreadable.getPosition(), text.codePointCount(0, text.length()))));
            return (int) read.chars().filter(each -> each == '\n').count() + 1;
        }
        return 1;
    }

    static String describe(YamlEngineException failure, String text) {
        String message =
                failure instanceof MarkedYamlEngineException marked ? marked.getProblem() : failure.getMessage();
        Optional<String> reason = KNOWN.stream()
                .filter(known -> message.contains(known.sign()))
                .findFirst()
                .map(Known::reason);
        String wrong = text.lines().skip(lineOf(failure, text) - 1L).findFirst().orElse("");
        return "not valid YAML" + ": " + reason.orElse("what stands here fits nothing before it") + hint(wrong);
    }

    private static String hint(String wrong) {
        if (BRACKETED_REF.matcher(wrong).find()) {
            return " (a ref with brackets needs single quotes here: '$event.payload[\"Full Name\"]')";
        }
        return OPERATOR.matcher(wrong).matches()
                ? " (an operator that starts with > or ! needs quotes: op: \">=\")"
                : "";
    }
}
