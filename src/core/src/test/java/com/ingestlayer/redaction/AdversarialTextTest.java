package com.ingestlayer.redaction;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The largest text an event can hold, made to keep a careless pattern busy for hours. */
class AdversarialTextTest {
    private static final int LENGTH = 256 * 1024;

    /** A hundred times what a slow machine needs, and a thousandth of what quadratic time would take. */
    private static final Duration ENOUGH = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a.",
                "a@",
                "a@b.",
                "@",
                ".",
                "a-",
                "a@a",
                "1",
                "1 ",
                "1.",
                "1-",
                "12 ",
                "0 12 ",
                "+1",
                "+",
                "(030) 1",
                "(0",
                "(12)",
                "00",
                "001",
                "4",
                "4242424242424242",
                "4242424242424242a",
                "4242 ",
                "a:",
                ":",
                "::",
                "1:1",
                "f:f:",
                "DE89",
                "DE89 ",
                "DE89-",
                "DE1",
                "eyJ",
                "eyJ-",
                "eyJaaaaaaaa.",
                "sk-",
                "sk-a",
                "xoxb-",
                "SG.",
                "SG.a-",
                "password",
                "password=",
                "password:",
                "password=\"",
                "password= ",
                "token ",
                "bearer ",
                "bearer a",
                "://",
                "://a:",
                "://a:b",
                "-----BEGIN ",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN A PRIVATE KEY-----\n-----END ",
                "%",
                "%40",
                "%4",
                "\\u",
                "\\u0040",
                "&#",
                "&#0",
                "&#64;",
                "\u200b",
                "＠",
                "il_live_",
                "1234567890:",
                "0123 456 ",
                "550e8400-",
                " ",
                "_",
                "'",
                "\"",
                "AKIA",
                "é@é.",
                "01 23 45 67 8",
                "555-123-"
            })
    void aTextThatRepeatsItselfTakesNoLongerThanAnyOther(String part) {
        String text = part.repeat(LENGTH / part.length());
        assertTimeoutPreemptively(ENOUGH, () -> TextRedaction.masked(text));
        assertTimeoutPreemptively(ENOUGH, () -> TextRedaction.masked(text + "!x@"));
    }

    @Test
    void noTextBreaksIt() {
        String special = "a1@.:-+ ()/%\\u&#;=\"'_ＡéDE89Fx\u200b\n😀";
        Random random = new Random(1);
        TextRedaction redaction = new TextRedaction(Optional.empty());
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(60), 0, special.length())
                    .mapToObj(at -> "" + special.charAt(at))
                    .collect(Collectors.joining());
            assertThatCode(() -> redaction.found(text, Treatment.MASK)).as(text).doesNotThrowAnyException();
            assertThatCode(() -> TextRedaction.masked(text)).as(text).doesNotThrowAnyException();
        }
    }
}
