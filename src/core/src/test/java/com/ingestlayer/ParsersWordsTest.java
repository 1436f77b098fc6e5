package com.ingestlayer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.yaml.Problem;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks that authors of wrong texts and files get messages in our words, not in those of the parser library. */
@Tag("slow")
class ParsersWordsTest {
    private static final Pattern PARSERS_WORDS = Pattern.compile(
            "[A-Za-z]+\\.[A-Z][A-Za-z]+|Feature|Exception|ALLOW_|com\\.|org\\.|`|CTRL-CHAR|<[a-z]+ [a-z]+>"
                    + "|while (scanning|parsing)|start marker");

    private static final String JSON =
            "{\"a\":[1,-2.5e+3,0,true,false,null,\"x\\u00e9\\n\u00fc\"],\"b\":{\"c\":\"\\ud83d\\ude00\"}}";

    private static final List<String> JSON_PIECES = List.of(
            "/",
            "//x\n",
            "/*",
            "#",
            "'",
            "\"",
            "\\",
            "\\q",
            "\\u12",
            "\\ud800",
            "\n",
            "\t",
            "\0",
            "\u001e",
            "\u007f",
            "\ufeff",
            "NaN",
            "Infinity",
            "-Infinity",
            "+INF",
            "+1",
            "01",
            "1.",
            "1.e5",
            ".5",
            "1e",
            "1e+",
            "-",
            "--1",
            "0x1F",
            "1_000",
            "nul",
            "True",
            "undefined",
            "hello",
            ",",
            ":",
            "{",
            "}",
            "[",
            "]",
            "}{",
            "\u2028",
            "9".repeat(401),
            "1e9999999999");

    private static final String YAML = """
            name: track # a comment
            text: |
              two
              lines
            list: [a, 'b', "c\\n"]
            map: { x: 1, y: [2] }
            steps:
              - filter.match:
                  conditions:
                    - { field: $event.payload.a, op: "==", value: 1 }
            """;

    private static final List<String> YAML_PIECES = List.of(
            "\t",
            ":",
            ": ",
            "- ",
            "? ",
            "[",
            "]",
            "{",
            "}",
            ",",
            "\"",
            "'",
            "\\",
            "\\q",
            "\\x1",
            "\\uZZZZ",
            "%",
            "%YAML 2.0\n",
            "%TAG ! x y\n",
            "@",
            "`",
            "!",
            "!!",
            "!x",
            "!<",
            "!<x>",
            "!e!x ",
            "!%zz ",
            "&",
            "&a ",
            "*",
            "*a ",
            "* ",
            "&a [*a]",
            "|",
            "|9x",
            ">0",
            ">x",
            "|+5 x",
            "---",
            "---\n",
            "\n---\n",
            "...",
            "\n... x\n",
            "\0",
            "\u0007",
            "\ufffe",
            "\ud800",
            "\u0085",
            "\ufeff",
            "    ",
            "\n   \n",
            "<<: *x",
            "<<: { a: 1 }",
            "> x",
            "!= x",
            "~",
            "#",
            "?",
            "-");

    /**
     * Returns every text that results from inserting a piece, removing a character or cutting off the end at any
     * position.
     */
    private static Stream<String> broken(String whole, List<String> pieces) {
        List<String> texts = new ArrayList<>();
        for (int at = 0; at <= whole.length(); at++) {
            String before = whole.substring(0, at);
            String after = whole.substring(at);
            texts.add(before);
            texts.add(after);
            if (at < whole.length()) {
                texts.add(before + after.substring(1));
            }
            pieces.forEach(piece -> texts.add(before + piece + after));
        }
        return Stream.concat(texts.stream(), pieces.stream());
    }

    /** Asserts that every message has an explanation, and that there are many different ones. */
    private static void assertOurs(Set<String> messages, String bare) {
        assertThat(messages).hasSizeGreaterThan(12);
        assertThat(messages).allSatisfy(message -> assertThat(message).doesNotContainPattern(PARSERS_WORDS));
        assertThat(messages).as("without a reason").noneMatch(message -> message.equals(bare));
    }

    @Test
    void malformedJsonIsReportedInOurWords() {
        Set<String> messages = new TreeSet<>();
        Consumer<MalformedJsonException> add =
                e -> messages.add(e.getMessage().replaceAll(" \\(line \\d+, column \\d+\\)$", ""));
        broken(JSON, JSON_PIECES).forEach(text -> {
            try {
                StrictJson.parse(text);
            } catch (MalformedJsonException e) {
                add.accept(e);
            }
            try {
                StrictJson.parse(text.getBytes(UTF_8));
            } catch (MalformedJsonException e) {
                add.accept(e);
            }
        });
        for (int at = 0; at < JSON.length(); at++) {
            for (byte wrong :
                    new byte[] {(byte) 0x80, (byte) 0xc0, (byte) 0xe2, (byte) 0xed, (byte) 0xf5, (byte) 0xff, 0}) {
                byte[] bytes = JSON.getBytes(UTF_8);
                bytes[at] = wrong;
                try {
                    StrictJson.parse(bytes);
                } catch (MalformedJsonException e) {
                    add.accept(e);
                }
            }
        }
        assertOurs(messages, "not valid JSON");
    }

    @Test
    void malformedYamlIsReportedInOurWordsWithItsLine() {
        Set<String> messages = new TreeSet<>();
        broken(YAML, YAML_PIECES).forEach(text -> {
            Problems problems = new Problems();
            YamlValue.parse("p.yaml", text, problems).ifPresent(YamlValue::asJson);
            for (Problem problem : problems.sorted()) {
                messages.add(problem.message());
                assertThat(problem.line()).isBetween(1, (int) text.lines().count() + 1);
            }
        });
        assertOurs(messages, "not valid YAML");
    }

    @Test
    void aYamlFileThatIsTooLargeOrTooDeepIsReportedInOurWords() {
        for (String text : List.of(
                "a: " + "x".repeat(4_000_000),
                "[".repeat(200_000),
                "[".repeat(500) + "]".repeat(500),
                "a: \ufffe",
                "- ".repeat(101) + "x")) {
            Problems problems = new Problems();
            YamlValue.parse("p.yaml", text, problems);
            assertThat(problems.sorted()).singleElement().satisfies(problem -> assertThat(problem.message())
                    .startsWith("not valid YAML: ")
                    .doesNotContainPattern(PARSERS_WORDS));
        }
    }

    @Test
    void aCharacterThatYamlDoesNotAllowIsReportedWithItsLine() {
        Problems problems = new Problems();
        YamlValue.parse("p.yaml", "a: 1\nb: \ud83d\ude00\nc: \u0007\n", problems);
        assertThat(problems.sorted())
                .containsExactly(new Problem(
                        "p.yaml", 3, "not valid YAML: the file holds a character that YAML does not allow"));
    }
}
