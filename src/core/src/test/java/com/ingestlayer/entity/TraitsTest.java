package com.ingestlayer.entity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraitsTest {
    private static List<Violation> violationsOf(ObjectNode traits) {
        List<Violation> violations = new ArrayList<>();
        Traits.check(traits, JsonPath.ROOT.child("traits"), violations::add);
        return violations;
    }

    private static List<String> violationsOf(String traits) throws MalformedJsonException {
        return violationsOf((ObjectNode) StrictJson.parse(traits)).stream()
                .map(violation -> violation.path() + " " + violation.message())
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"\":1}                            | $.traits['']          | a name must not be empty",
                "{\"a\":[{\"b\":{\"\":1}}]}          | $.traits.a[0].b['']   | a name must not be empty",
                "{\"a\":[1,1e200]}                   | $.traits.a[1]         | expected a number from 1e-130 to 9.9e125",
                "{\"a\":1e126}                       | $.traits.a            | expected a number from 1e-130 to 9.9e125",
                "{\"a\":-9.9e-131}                   | $.traits.a            | expected a number from 1e-130 to 9.9e125",
                "{\"a\":1e999999999}                 | $.traits.a            | expected a number from 1e-130 to 9.9e125",
                "{\"a\":123456789012345678901234567890123456789}   | $.traits.a | expected a number of at most 38 digits",
                "{\"a\":1.23456789012345678901234567890123456789}  | $.traits.a | expected a number of at most 38 digits",
            })
    void valuesDynamoDbCannotHoldAreReportedWithTheirPath(String traits, String path, String message) throws Exception {
        assertThat(violationsOf(traits)).singleElement().asString().startsWith(path + " " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}",
                "{\"a\":null,\"b\":[],\"c\":{},\"d\":\"\",\"e\":true}",
                "{\"a\":1e125,\"b\":-1E-130,\"c\":0e-999999999}",
                "{\"a\":12345678901234567890123456789012345678000000000000000000}",
                "{\"a\":0.10000000000000000000000000000000000000000000000000000}",
            })
    void valuesDynamoDbCanHoldAreAccepted(String traits) throws Exception {
        assertThat(violationsOf(traits)).isEmpty();
    }

    @Test
    void nestingEndsAtTheThirtiethLevel() throws Exception {
        String deepest = "[".repeat(29) + "]".repeat(29);
        assertThat(violationsOf("{\"a\":" + deepest + "}")).isEmpty();
        assertThat(violationsOf("{\"a\":[" + deepest + "]}"))
                .containsExactly("$.traits.a" + "[0]".repeat(29) + " nested deeper than 30 levels");
    }

    @Test
    void aHundredTraitsAreTheMaximum() {
        ObjectNode traits = Json.object();
        IntStream.range(0, 100).forEach(i -> traits.put("t" + i, i));
        assertThat(violationsOf(traits)).isEmpty();
        assertThat(violationsOf(traits.put("more", 1)))
                .extracting(Violation::message)
                .containsExactly("expected at most 100 traits in one request, found 101");
    }

    @Test
    void everyViolationIsReported() throws Exception {
        assertThat(violationsOf("{\"\":{\"\":1e999},\"b\":[1e999]}")).hasSize(4);
    }
}
