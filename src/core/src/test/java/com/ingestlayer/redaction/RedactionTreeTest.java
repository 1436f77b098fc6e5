package com.ingestlayer.redaction;

import static com.ingestlayer.pipeline.PipelineTesting.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.signature.SigningSecret;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactionTreeTest {
    private static final HashKey KEY = new HashKey(new SigningSecret("a key of 16 bytes and more"));
    private static final String ORDER = "{\"email\":\"ada@acme.com\",\"age\":36,\"vip\":true,\"note\":null,"
            + "\"address\":{\"city\":\"London\"},\"items\":[{\"to\":\"a@acme.com\"},{\"to\":\"bob@acme.com\"}]}";

    private static RedactionTree fields(Map<String, Treatment> fields) {
        return RedactionTree.of(byPath(fields), Map.of(), Optional.of(KEY));
    }

    private static RedactionTree text(Map<String, Treatment> text) {
        return RedactionTree.of(Map.of(), byPath(text), Optional.of(KEY));
    }

    private static Map<List<String>, Treatment> byPath(Map<String, Treatment> dotted) {
        Map<List<String>, Treatment> byPath = new HashMap<>();
        dotted.forEach(
                (path, treatment) -> byPath.put(path.isEmpty() ? List.of() : List.of(path.split("\\.")), treatment));
        return byPath;
    }

    private static String redacted(RedactionTree tree, String before) {
        return Json.write(tree.apply(json(before), new SearchedTexts()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "email    | mask  | \"email\":\"a***@acme.com\"",
                "age      | mask  | \"age\":\"***\"",
                "vip      | mask  | \"vip\":\"***\"",
                "note     | mask  | \"note\":\"***\"",
                "address  | mask  | \"address\":\"***\"",
                "items    | mask  | \"items\":\"***\"",
                "email    | raw   | \"email\":\"ada@acme.com\"",
                "items.to | mask  | [{\"to\":\"***@acme.com\"},{\"to\":\"b***@acme.com\"}]",
                "items.1.to | mask | [{\"to\":\"a@acme.com\"},{\"to\":\"b***@acme.com\"}]",
                "items.to | strip | \"items\":[{},{}]",
                "items.0  | strip | \"items\":[null,{\"to\":\"bob@acme.com\"}]",
                "address  | strip | \"note\":null,\"items\"",
            })
    void aValueIsTreatedAtItsPath(String path, String treatment, String expected) {
        assertThat(redacted(fields(Map.of(path, Treatment.of(treatment))), ORDER))
                .contains(expected);
    }

    @Test
    void aValueIsHashedAsTextOrJson() {
        JsonNode hashed =
                fields(Map.of("email", Treatment.HASH, "age", Treatment.HASH)).apply(json(ORDER), new SearchedTexts());
        assertThat(hashed.get("email").textValue()).isEqualTo(KEY.hash("ada@acme.com"));
        assertThat(hashed.get("age").textValue()).isEqualTo(KEY.hash("36"));
    }

    @Test
    void missingValuesStayMissing() {
        assertThat(redacted(fields(Map.of("email.local", Treatment.MASK, "phone", Treatment.MASK)), ORDER))
                .isEqualTo(ORDER);
    }

    @Test
    void theInputIsNeverChanged() {
        ObjectNode order = json(ORDER);
        text(Map.of("", Treatment.MASK)).apply(order, new SearchedTexts());
        fields(Map.of("items.to", Treatment.STRIP, "address.city", Treatment.MASK))
                .apply(order, new SearchedTexts());
        assertThat(Json.write(order)).isEqualTo(ORDER);
    }

    @Test
    void textIsSearchedAtAnyDepthIncludingNamesAndNumbers() {
        String before = "{\"a\":[{\"b\":[\"x ada@acme.com\",4242424242424242,1769853600000]}],\"ada@acme.com\":1}";
        assertThat(redacted(text(Map.of("", Treatment.MASK)), before))
                .isEqualTo("{\"a\":[{\"b\":[\"x a***@acme.com\",\"***4242\",1769853600000]}],\"a***@acme.com\":1}");
    }

    @Test
    void namesThatBecomeEqualAreNumbered() {
        assertThat(redacted(
                        text(Map.of("", Treatment.MASK)),
                        "{\"ada@x.com\":1,\"a***@x.com\":2,\"al@x.com\":3,\"an@x.com\":4}"))
                .isEqualTo("{\"a***@x.com\":1,\"a***@x.com~2\":2,\"a***@x.com~3\":3,\"a***@x.com~4\":4}");
    }

    @Test
    void theTreatmentOfAValuePrecedesThatOfEnclosingText() {
        RedactionTree tree = RedactionTree.of(
                Map.of(List.of("email"), Treatment.RAW), Map.of(List.of(), Treatment.STRIP), Optional.empty());
        assertThat(redacted(tree, "{\"email\":\"ada@acme.com\",\"body\":\"by ada@acme.com\"}"))
                .isEqualTo("{\"email\":\"ada@acme.com\",\"body\":\"by \"}");
    }

    @Test
    void deeperTextMayBeTreatedDifferently() {
        assertThat(redacted(
                        text(Map.of("", Treatment.MASK, "log", Treatment.RAW)),
                        "{\"log\":\"a@b.cd\",\"body\":\"a@b.cd\"}"))
                .isEqualTo("{\"log\":\"a@b.cd\",\"body\":\"***@b.cd\"}");
    }
}
