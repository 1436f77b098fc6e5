package com.ingestlayer.json;

import com.fasterxml.jackson.core.JsonParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Explains in our own words why a text is not JSON. The parser's messages name its classes and options ("enable
 * JsonReadFeature…"), which mean nothing to the sender of the text, so this class only recognizes them and never passes
 * them on.
 */
final class SyntaxReason {
    private static final int MAX_TOKEN = 40;
    private static final Pattern TOKEN = Pattern.compile("^Unrecognized token '(.*?)'?: was expecting", Pattern.DOTALL);
    private static final Pattern CHARACTER =
            Pattern.compile("^(?:Unexpected|Illegal) character \\('(.)' \\(code", Pattern.DOTALL);

    /** A part of a parser message and the explanation for it. The first entry that matches is used. */
    private record Known(String sign, String reason) {}

    private static final List<Known> KNOWN = List.of(
            new Known("Unexpected end-of-input", "Unexpected end-of-input: a value is not complete"),
            new Known("UTF-8", "the text is not UTF-8"),
            new Known("urrogate", "a name holds an unpaired surrogate"),
            new Known("Non-standard token", "NaN and Infinity are no numbers in JSON"),
            new Known("plus sign", "a number does not begin with a plus sign"),
            new Known("Leading zeroes", "a number has no zeros before its first digit"),
            new Known("Decimal point", "digits must follow a decimal point"),
            new Known("xponent", "digits must follow an exponent's letter e"),
            new Known("minus sign", "digits must follow a minus sign"),
            new Known("No digit following sign", "digits must follow a minus sign"),
            new Known("umeric value", "a number is malformed"),
            new Known("close marker", "a bracket is closed that was not the last to be opened"),
            new Known(
                    "Illegal unquoted character",
                    "a control character or line end in text must be escaped, such as \\n"),
            new Known("character escape sequence", "four hexadecimal digits must follow \\u"),
            new Known("Unrecognized character escape", "after a backslash only \" \\ / b f n r t or u may follow"),
            new Known("comment", "comments are not allowed"),
            new Known("white space", "a control character stands outside of text"),
            new Known("was expecting a colon", "expected a colon after a name"),
            new Known("was expecting comma", "expected a comma, or the end of the object or array"),
            new Known("start field name", "expected a name in double quotes"),
            new Known("root-level", "more text follows the value"),
            new Known("expected a valu", "expected a value"),
            new Known("expected a valid value", "expected a value"));

    private SyntaxReason() {}

    /**
     * Returns the explanation, with the wrong token or character if there is one; empty if the parser's message is not
     * known.
     */
    static Optional<String> of(JsonParseException failure) {
        String message = failure.getOriginalMessage();
        Matcher token = TOKEN.matcher(message);
        if (token.find()) {
            return Optional.of("Unrecognized token '" + printable(token.group(1))
                    + "': expected a value, and text stands in double quotes");
        }
        Matcher character = CHARACTER.matcher(message);
        String found = character.find() ? "found '" + printable(character.group(1)) + "', " : "";
        return KNOWN.stream()
                .filter(known -> message.contains(known.sign()))
                .findFirst()
                .map(known -> known.reason().startsWith("expected") ? found + known.reason() : known.reason());
    }

    /** Replaces control characters and shortens the token, which may be as long as the text. */
    private static String printable(String token) {
        String clean = token.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= MAX_TOKEN ? clean : clean.substring(0, MAX_TOKEN) + "…";
    }
}
