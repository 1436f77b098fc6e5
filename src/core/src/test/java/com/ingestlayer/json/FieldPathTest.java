package com.ingestlayer.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "user_id",
                "Full Name",
                "order id",
                "$value",
                "@timestamp",
                "größe",
                "a.b",
                "a\"b",
                "a\\b",
                "]",
                "\"]",
                "}",
                "['x']",
                "\u0001",
                "\ud83d\ude00",
                "0",
                "-",
                " "
            })
    void everyNameIsWrittenAndReadBack(String name) throws Exception {
        List<String> path = List.of("payload", name, "x");
        assertThat(FieldPath.read("$event" + FieldPath.write(path), 6)).isEqualTo(path);
        assertThat(("$event" + FieldPath.write(path)).matches("\\$event" + FieldPath.FORM))
                .isTrue();
    }

    @Test
    void namesThatNeedNoQuotesAreWrittenWithoutThem() {
        assertThat(FieldPath.write(List.of("payload", "items", "0", "user-id"))).isEqualTo(".payload.items.0.user-id");
        assertThat(FieldPath.write(List.of("Full Name", "größe"))).isEqualTo("[\"Full Name\"][\"größe\"]");
    }

    @Test
    void theThreeNotationsMayBeMixed() throws Exception {
        assertThat(FieldPath.read("$e[\"a b\"][0].c[\"\\u0064\"]", 2)).containsExactly("a b", "0", "c", "d");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$e.a..b        | character 5 on: expected the name of a field",
                "$e.größe       | character 6 on: expected the name of a field",
                "$e.Full Name   | character 8 on: expected the name of a field",
                "$e.a['b c']    | character 5 on: expected [0], or [\"…\"] with double quotes",
                "$e.a[\"b       | character 5 on: expected [0], or [\"…\"] with double quotes",
                "$e.a[b]        | character 5 on: expected [0]",
                "$e.a[\"\"]     | empty name at character 5",
                "$e.a[\"\\x\"]  | character 5 what is no JSON string",
                "$e.a[\"\\ud800\"] | character 5 what is no JSON string",
            })
    void aMistakeIsReportedWithItsPosition(String text, String expected) {
        assertThatThrownBy(() -> FieldPath.read(text, 2))
                .isInstanceOf(FieldPath.UnreadableException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void aPathFitsIntoTheKeyOfATable() {
        assertThatThrownBy(() -> FieldPath.read("$e." + "a".repeat(500), 2)).hasMessageContaining("500");
    }
}
