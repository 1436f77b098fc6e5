package com.ingestlayer.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.ingestlayer.CpuTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the largest texts that an event can hold, crafted to keep a careless pattern busy for hours. */
@Tag("slow")
class AdversarialTextTest {
    private static final int LENGTH = 256 * 1024;

    /**
     * Several times what a text of this length needs; 19 events with such texts must fit into the 29 s of a request.
     */
    private static final Duration MAX_TIME = Duration.ofMillis(400);

    private static final int TRIES = 3;

    /** A suffix for texts with every sign that the searches look for, so that none of them is skipped. */
    private static final String EVERY_SIGN = "!x@ 12.:=-://\t";

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
                "555-123-",
                "eyJ_a",
                "eyJ-aaaaaaaa.",
                "eyJeyJ.",
                "sk-a-",
                "a.b-",
                "1:",
                "f:",
                ":1",
                "2001:db8:",
                "1.1.1.",
                "::1.",
                "de89a",
                "GB12",
                "QUJDRA==",
                "QUJD+/",
                "SG.aaaaaaaaaaaaaaaa",
                "api_key",
                "secret key",
                "pwd:'",
                "://a:b@",
                "1\u2011",
                "+1\u00a0",
                "%41%",
                "&#0065;",
                "ghp_",
                "4-",
                "é@"
            })
    void aRepetitiveTextTakesNoLongerThanAnyOther(String part) {
        String text = part.repeat(LENGTH / part.length());
        assertThat(CpuTime.least(TRIES, MAX_TIME, () -> PiiFinder.find(text + EVERY_SIGN)))
                .isLessThan(MAX_TIME);
        String quarter = text.substring(0, text.length() / 4);
        assertThat(CpuTime.least(TRIES, MAX_TIME, () -> PiiFinder.find(quarter)))
                .isLessThan(MAX_TIME);
    }

    /** A part that is harmless on its own may not be so after another one. */
    @Test
    void combinedTextsTakeNoLonger() {
        Random random = new Random(2);
        List<String> parts =
                List.of("eyJ-", "a@b.", "1-", "f:", "DE89", "sk-", "password=", "%40", "\u2011", "://a:", "(0", ".");
        for (int i = 0; i < 10; i++) {
            String some = random.ints(2 + random.nextInt(6), 0, parts.size())
                    .mapToObj(at -> parts.get(at).repeat(1 + random.nextInt(40)))
                    .collect(Collectors.joining());
            String text = some.repeat(LENGTH / some.length()) + EVERY_SIGN;
            assertThat(CpuTime.least(TRIES, MAX_TIME, () -> PiiFinder.find(text)))
                    .as(some)
                    .isLessThan(MAX_TIME);
        }
    }

    /** Each beginning of a token may extend to the end of the text; none of them may be read again. */
    @ParameterizedTest
    @ValueSource(strings = {"eyJ-", "eyJ_a", "sk-", "f:f:", "a@", "DE89", "1-", "SG."})
    void fourTimesTheLengthTakesFourTimesTheTime(String part) {
        String text = part.repeat(LENGTH / part.length());
        String quarter = text.substring(0, text.length() / 4);
        PiiFinder.find(text);
        Duration allowed = CpuTime.least(TRIES, Duration.ZERO, () -> PiiFinder.find(quarter))
                .multipliedBy(10)
                .plusMillis(50);
        assertThat(CpuTime.least(TRIES, allowed, () -> PiiFinder.find(text))).isLessThan(allowed);
    }

    @Test
    void noTextCausesAFailure() {
        String special = "a1@.:-+ ()/%\\u&#;=\"'_ＡéDE89Fx\u200b\n😀";
        Random random = new Random(1);
        TextRedaction redaction = new TextRedaction(Optional.empty());
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(60), 0, special.length())
                    .mapToObj(at -> "" + special.charAt(at))
                    .collect(Collectors.joining());
            assertThatCode(() -> redaction.found(text, Treatment.MASK, new SearchedTexts()))
                    .as(text)
                    .doesNotThrowAnyException();
            assertThatCode(() -> TextRedaction.masked(text, new SearchedTexts()))
                    .as(text)
                    .doesNotThrowAnyException();
        }
    }
}
