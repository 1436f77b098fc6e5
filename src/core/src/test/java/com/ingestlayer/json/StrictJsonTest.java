package com.ingestlayer.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {
    private static MalformedJsonException refused(String text) {
        return catchThrowableOfType(MalformedJsonException.class, () -> StrictJson.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":[1,2.50,-0,1E+5,true,null,\"\u00fc\\n\"],\"b\":{\"\":{}}}",
                "12345678901234567890123",
                "{\"amount\":10.10}",
                "\"\uD83D\uDE00\""
            })
    void writesWhatItRead(String text) throws MalformedJsonException {
        assertThat(StrictJson.parse(Json.write(StrictJson.parse(text)))).isEqualTo(StrictJson.parse(text));
    }

    @Test
    void keepsEveryDigitOfAFraction() throws MalformedJsonException {
        assertThat(Json.write(StrictJson.parse("{\"a\":10.10,\"b\":0.1000000000000000055511151231257827}")))
                .isEqualTo("{\"a\":10.10,\"b\":0.1000000000000000055511151231257827}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\":1,\"a\":2}             | $.a           | duplicate key",
                "{\"x\":[{\"y\":{},\"y\":1}]}  | $.x[0].y      | duplicate key",
                "{\"a\":[\"\\u0000\"]}         | $.a[0]        | NUL",
                "{\"a\\u0000\":1}              | $             | NUL",
                "{\"a\":\"\\ud800\"}           | $.a           | unpaired surrogate (\\ud800)",
                "{\"a\":\"\\udc00\\ud800\"}    | $.a           | unpaired surrogate (\\udc00)",
                "{\"a b\":\"\\ud800x\"}        | $['a b']      | unpaired surrogate",
                "{\"a\":                       | $             | not valid JSON",
                "{\"a\":1} {}                  | $             | more text follows",
                "{a:1}                         | $             | not valid JSON",
                "{\"a\":NaN}                   | $             | not valid JSON",
            })
    void refusesWithPathAndReason(String text, String path, String reason) {
        MalformedJsonException refused = refused(text);
        assertThat(refused).hasMessageContaining(reason);
        assertThat(refused.path()).hasToString(path);
    }

    @Test
    void refusesAnEmptyText() {
        assertThat(refused("  ")).hasMessageContaining("empty");
    }

    @Test
    void refusesTenThousandLevelsWithoutFailing() {
        MalformedJsonException refused = refused("{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
        assertThat(refused).hasMessage("nested deeper than 64 levels");
        assertThat(refused.path().toString()).startsWith("$.a[0][0]");
    }

    @Test
    void acceptsSixtyFourLevels() throws MalformedJsonException {
        assertThat(StrictJson.parse("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        byte[] latin1 = "{\"a\":\"\u00fc\"}".getBytes(ISO_8859_1);
        assertThat(catchThrowableOfType(MalformedJsonException.class, () -> StrictJson.parse(latin1)))
                .isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e9999999999",
                "1e-9999999999",
                "1.5E2147483648",
                "123e2147483647",
                "1e1000000001",
                "-1e99999999999999999999"
            })
    void refusesAnExponentThatIsTooLarge(String number) {
        MalformedJsonException refused = refused("{\"n\":" + number + "}");
        assertThat(refused).hasMessageContaining("the number's exponent is too large");
        assertThat(refused.path()).hasToString("$.n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "1e-1000000000", "123e1000000000", "-1.5e-999999999", "0e1000000000"})
    void anyOtherExponentIsKept(String number) throws MalformedJsonException {
        writesWhatItRead("{\"n\":" + number + "}");
    }

    @Test
    void refusesANumberOfAThousandDigits() {
        assertThat(refused("{\"n\":" + "9".repeat(1000) + "}")).hasMessageContaining("too long");
    }

    @Test
    void quotedPartsOfABrokenTextArePrintable() {
        MalformedJsonException e = catchThrowableOfType(
                MalformedJsonException.class, () -> StrictJson.parse("{\"a\":q\u0000\u0007\u007f}"));
        assertThat(e)
                .message()
                .startsWith("not valid JSON: Unrecognized token 'q")
                .doesNotContainPattern("\\p{Cntrl}");
    }
}
