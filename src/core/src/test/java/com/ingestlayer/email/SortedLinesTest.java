package com.ingestlayer.email;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedLinesTest {
    private static SortedLines lines(String text) {
        return new SortedLines(text.getBytes(US_ASCII));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", "b", "zzz"})
    void aLineIsFound(String line) {
        assertThat(lines("a\nab\nb\nzzz\n").contains(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "aa", "abc", "zz", "zzzz", "ä"})
    void otherTextsAreNotFound(String line) {
        assertThat(lines("a\nab\nb\nzzz\n").contains(line)).isFalse();
    }

    @Test
    void anEmptyListContainsNothing() {
        assertThat(lines("").contains("a")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"disposable-domains.txt", "free-domains.txt", "role-accounts.txt", "public-suffixes.txt"})
    void everyLineOfAPackagedListIsFound(String name) throws IOException {
        SortedLines list = SortedLines.ofResource(name);
        try (InputStream file = SortedLines.class.getResourceAsStream(name)) {
            assertThat(new String(file.readAllBytes(), US_ASCII).lines())
                    .hasSizeGreaterThan(500)
                    .allMatch(list::contains);
        }
    }
}
