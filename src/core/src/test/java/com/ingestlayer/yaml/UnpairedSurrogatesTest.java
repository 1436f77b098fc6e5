package com.ingestlayer.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnpairedSurrogatesTest {
    private final Problems problems = new Problems();

    @ParameterizedTest
    @ValueSource(strings = {"a: \"\\ud83d\"", "\"\\ude00\": b", "a: [{ b: \"x\\ud83d y\" }]"})
    void halfOfAPairIsRefusedAtItsLine(String line) {
        YamlValue.parse("p.yaml", "first: 1\n" + line, problems);
        assertThat(problems.sorted()).singleElement().satisfies(problem -> assertThat(problem.toString())
                .contains("p.yaml", "2", "half of a surrogate pair"));
    }

    @Test
    void everyOtherCharacterIsAccepted() {
        YamlValue.parse("p.yaml", "a: \"\\ud83d\\ude00\"\nb: \"😀 \\uffff \\ufffe\"\n", problems);
        assertThat(problems.sorted()).isEmpty();
    }
}
