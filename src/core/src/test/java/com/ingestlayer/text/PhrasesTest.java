package com.ingestlayer.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "outage    | An OUTAGE, again        | true",
                "outage    | (outage)                | true",
                "outage    | outages                 | false",
                "outage    | no-outage-day           | true",
                "outage    | xoutage                 | false",
                "outage    | outage1                 | false",
                "data loss | total Data   Loss!      | true",
                "data loss | data-loss               | false",
                "data loss | data lossless           | false",
                "c++       | we write C++.           | true",
                "c++       | c++11                   | false",
                "a.b       | axb                     | false",
                "größe     | GRÖẞE GRÖßE             | true",
                "störung   | Störungen               | false",
                "障害       | 障害 発生                 | true",
                "\\E(      | x \\E( y                | true",
            })
    void aPhraseIsFoundAsWholeWords(String phrase, String text, boolean found) {
        assertThat(new Phrases(List.of("something else", phrase)).in(text)).isEqualTo(found);
    }

    @Test
    void aPhraseSpansLines() {
        assertThat(new Phrases(List.of("data loss")).in("data\r\n\tloss")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Zahlung fehlgeschlagen           | payment failed",
                "ZAHLUNG  FEHLGESCHLAGEN, Betrag 5 | payment failed, Betrag 5",
                "Zahlung                          | payment",
                "Neue Zahlung: Zahlung fehlgeschlagen | Neue payment: payment failed",
                "Zahlungen                        | -",
                "kostet                           | costs $1 \\ net",
                "nichts                           | -",
            })
    void aPhraseBookReplacesTheLongestKnownPhrase(String text, String translation) {
        Map<String, String> phrases = new LinkedHashMap<>();
        phrases.put("Zahlung", "payment");
        phrases.put("Zahlung fehlgeschlagen", "payment failed");
        phrases.put("kostet", "costs $1 \\ net");
        assertThat(new PhraseBook(phrases).translate(text).orElse(null)).isEqualTo(translation);
    }

    @Test
    void translationsAreNotTranslatedAgain() {
        assertThat(new PhraseBook(Map.of("a", "b", "b", "a")).translate("a b")).hasValue("b a");
    }
}
