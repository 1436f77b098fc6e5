package com.ingestlayer.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "One. Two. Three.                    | One. Two. Three.",
                "'One   is\tone. Two is not.'        | One is one. Two is not.",
                "The first is nearly thirty. The second is not in. | The first is nearly thirty.",
                "It said \"stop.\" And more than will fit here.    | It said \"stop.\"",
                "Version 1.2.3 is out! Get it at once, everybody.  | Version 1.2.3 is out!",
                "一つ目の文。二つ目の文はとても長くてここには入りません、きっと、たぶん。 | 一つ目の文。",
                "One sentence that is much too long to fit in | One sentence that is much too…",
                "Onewordthatismuchtoolongtofitinwhatthereis   | Onewordthatismuchtoolongtofit…",
            })
    void asManySentencesAsFitAreTaken(String text, String summary) {
        assertThat(Excerpts.firstSentences(List.of(text), 30))
                .isEqualTo(summary)
                .hasSizeLessThanOrEqualTo(30);
    }

    @Test
    void theEndOfATextAndAnEmptyLineEndASentence() {
        assertThat(Excerpts.firstSentences(List.of("Subject", "Hello\n \nI cannot log in any more"), 15))
                .isEqualTo("Subject Hello");
    }

    @Test
    void textWithoutWordsHasNoSentence() {
        assertThat(Excerpts.firstSentences(List.of(" \n ", ""), 30)).isEmpty();
        assertThat(Excerpts.firstSentences(List.of(), 30)).isEmpty();
    }

    @Test
    void aLongTextIsNotReadToItsEnd() {
        String text = "A. " + " \n".repeat(500_000) + "B.";
        assertThat(Excerpts.firstSentences(List.of(text), 30)).isEqualTo("A.");
    }

    @Test
    void aSentenceIsNotCutWithinACharacter() {
        String text = "A. " + " ".repeat(16 * 30 - 4) + "😀";
        assertThat(Excerpts.firstSentences(List.of(text), 30)).isEqualTo("A.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ä", "€", "😀", "a€ä😀"})
    void aTextIsCutBetweenCharacters(String characters) {
        String text = characters.repeat(50);
        for (int bytes = 0; bytes < 60; bytes++) {
            String cut = Excerpts.withinBytes(text, bytes);
            assertThat(text).startsWith(cut);
            assertThat(cut.getBytes(UTF_8).length).isBetween(bytes - 3, bytes);
        }
        assertThat(Excerpts.withinBytes(text, text.getBytes(UTF_8).length)).isEqualTo(text);
        for (int chars = 2; chars < 20; chars++) {
            String beginning = Excerpts.beginning(text, chars);
            assertThat(beginning).endsWith("…").doesNotContain("\uD83D…").hasSizeBetween(chars - 1, chars);
        }
    }
}
