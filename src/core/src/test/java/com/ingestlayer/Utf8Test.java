package com.ingestlayer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "é\uffff",
                "\ud83d\ude00",
                "a\ud83d\ude00b",
                "\ud83d",
                "a\ud83d",
                "\ude00",
                "\ude00\ud83d",
                "\ud83da",
                "\ud83d\ud83d\ude00",
                "\ud83d\ude00\ude00"
            })
    void agreesWithTheEncoderOfTheJdk(String text) {
        assertThat(Utf8.canEncode(text)).isEqualTo(UTF_8.newEncoder().canEncode(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ü", "߿", "ࠀ", "€", "😀", "a\uD83D", "\uDE00b", "\uD83D\uD83D\uDE00", "日本 x é"})
    void aTextsLengthIsThatOfItsBytes(String text) {
        assertThat(Utf8.length(text)).isEqualTo(text.getBytes(UTF_8).length);
    }
}
