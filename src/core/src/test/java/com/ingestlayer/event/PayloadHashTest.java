package com.ingestlayer.event;

import static com.ingestlayer.pipeline.PipelineTesting.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.ingestlayer.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadHashTest {
    private static PayloadHash of(String payload) {
        return PayloadHash.of(json(payload));
    }

    /** Hashes in tables must not change their meaning; the peers in the benchmark write the same hashes. */
    @Test
    void theHashOfAPayloadNeverChanges() {
        assertThat(of("{\"user_id\":\"u_42\",\"feature\":\"csv.export\",\"count\":1,\"plan\":\"free\"}")
                        .value())
                .isEqualTo("Dqtr7GvmmK5XCnNaYUI_c_IqkOrdAASIcYBZDzDh8zI");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":1,\"b\":[{\"c\":2,\"d\":null}]} | { \"b\" : [ { \"d\" : null, \"c\" : 2 } ], \"a\" : 1 }",
                "{\"n\":1} | {\"n\":1.0}",
                "{\"n\":100} | {\"n\":1E+2}",
                "{\"n\":0} | {\"n\":-0.00}",
                "{\"n\":123456789012345678901234567890} | {\"n\":123456789012345678901234567890.0}",
                "{\"t\":\"\u00fc\u2028\"} | {\"t\":\"\\u00fc\\u2028\"}",
            })
    void equalPayloadsHaveTheSameHash(String one, String other) {
        assertThat(of(one)).isEqualTo(of(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"n\":1} | {\"n\":\"1\"}",
                "{\"n\":1} | {\"n\":\"1e0\"}",
                "{\"n\":1} | {\"n\":2}",
                "{\"n\":1} | {\"n\":10}",
                "{\"n\":1} | {\"n\":-1}",
                "{\"n\":0.1} | {\"n\":0.1000000000000000055}",
                "{\"n\":null} | {}",
                "{\"n\":null} | {\"n\":\"null\"}",
                "{\"n\":{}} | {\"n\":[]}",
                "{\"n\":[1,2]} | {\"n\":[2,1]}",
                "{\"n\":[[1],2]} | {\"n\":[1,[2]]}",
                "{\"a\":\"b\\\",\\\"c\"} | {\"a\":\"b\",\"c\":\"\"}",
                "{\"t\":\"\\uffff\"} | {\"t\":\"\\ufffd\"}",
            })
    void differentPayloadsHaveDifferentHashes(String one, String other) {
        assertThat(of(one)).isNotEqualTo(of(other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e1000000000", "1e-1000000000", "1e400", "-12345678901234567890e-999999999"})
    void numbersOfAnySizeAreHashedQuickly(String number) throws Exception {
        StrictJson.parse(number);
        assertThat(of("{\"n\":" + number + "}")).isNotEqualTo(of("{\"n\":0}"));
    }

    @Test
    void aTextThatIsNotAHashIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PayloadHash("abc"));
    }
}
