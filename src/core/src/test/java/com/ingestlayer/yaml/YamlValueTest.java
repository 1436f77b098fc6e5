package com.ingestlayer.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlValueTest {
    private final Problems problems = new Problems();

    private <T> Optional<T> read(String text, Function<YamlValue, Optional<T>> as) {
        return YamlValue.parse("f.yaml", "\na: " + text, problems)
                .flatMap(root -> root.asMap("a map"))
                .flatMap(map -> map.get("a"))
                .flatMap(as);
    }

    private List<String> messages() {
        return problems.sorted().stream().map(Problem::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true      | true",
                "True      | true",
                "TRUE      | true",
                "False     | false",
                "FALSE     | false",
                "no        | \"no\"",
                "Yes       | \"Yes\"",
                "on        | \"on\"",
                "tRUE      | \"tRUE\"",
                "\"true\"  | \"true\"",
                "'False'   | \"False\"",
                "null      | null",
                "Null      | null",
                "NULL      | null",
                "~         | null",
                "``        | null",
                "\"~\"     | \"~\"",
                "nUll      | \"nUll\"",
                "12        | 12",
                "-12       | -12",
                "+1        | 1",
                "0o7       | 7",
                "0x3A      | 58",
                "1.50      | 1.50",
                ".5        | 0.5",
                "1e3       | 1E+3",
                "1_000     | \"1_000\"",
                "0b11      | \"0b11\"",
                "1,5       | \"1,5\"",
                "[True, no, ~] | [true,\"no\",null]",
            })
    void scalarsFollowTheCoreSchema(String text, String json) {
        assertThat(read(text, value -> Optional.of(Json.write(value.asJson())))).hasValue(json);
        assertThat(messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".inf", "-.INF", ".nan", "01234", "00", "+007", "!!int ten", "1e99999999999"})
    void numbersThatJsonCannotRepresentAreRefused(String text) {
        read(text, value -> Optional.of(value.asJson()));
        assertThat(messages()).singleElement().asString().contains("f.yaml:2: ").contains("for text put it in quotes");
    }

    @ParameterizedTest
    @CsvSource({"true, true", "True, true", "TRUE, true", "false, false", "False, false", "FALSE, false"})
    void aBooleanHasThreeSpellings(String text, boolean expected) {
        assertThat(read(text, value -> value.asBoolean("true or false"))).hasValue(expected);
        assertThat(messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no", "yes", "on", "off", "n", "\"no\"", "\"true\"", "0", "null", "~", "", "!!bool no", "[true]"
            })
    void nothingElseIsABoolean(String text) {
        assertThat(read(text, value -> value.asBoolean("true or false"))).isEmpty();
        assertThat(messages())
                .singleElement()
                .asString()
                .startsWith("f.yaml:2: ")
                .contains("expected true or false");
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "+5, 5", "0x5, 5", "0o5, 5"})
    void aWholeNumberHasSeveralSpellings(String text, int expected) {
        assertThat(read(text, value -> value.asInteger(1, 10, "1 to 10"))).hasValue(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"5\"", "5.0", "05", "five", "11", "0", ".inf", "true", "null", "99999999999999999999", "٥"})
    void nothingElseIsAWholeNumberInRange(String text) {
        assertThat(read(text, value -> value.asInteger(1, 10, "1 to 10"))).isEmpty();
        assertThat(messages())
                .singleElement()
                .asString()
                .startsWith("f.yaml:2: ")
                .contains("expected 1 to 10");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "Null", "NULL", "~", ""})
    void nullIsNotText(String text) {
        assertThat(read(text, value -> value.asText("a text"))).isEmpty();
        assertThat(messages()).containsExactly("f.yaml:2: found nothing, expected a text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{ field: $event.payload[\"Full Name\"], op: exists }", "[$event.payload.items[0]]"})
    void aBracketedRefThatYamlCannotReadIsRecognized(String text) {
        read(text, Optional::of);
        assertThat(messages().toString()).contains("f.yaml:2").contains("needs single quotes here");
    }
}
