package com.ingestlayer.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.CpuTime;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclarationTest {
    private static final String FILE = """
            event: invoice.paid
            description: An invoice was paid in full.
            schema:
              id: string, required
              amount: number
              seats: integer?
              paid: boolean?
              plan: enum [free, pro]
              at: timestamp?
              lines: array?
              raw: object?
              address:
                street: string, required
                zip: string?
            idempotency: { key: $payload.id, window: 7d }
            """;

    private final Problems problems = new Problems();

    private Optional<Declaration> read(String text) {
        return YamlValue.parse("invoice.paid.yaml", text, problems).flatMap(DeclarationFile::read);
    }

    private static ObjectNode json(String text) throws MalformedJsonException {
        return (ObjectNode) StrictJson.parse(text);
    }

    private List<String> check(String payload) throws MalformedJsonException {
        List<String> found = new ArrayList<>();
        read(FILE)
                .orElseThrow()
                .check(
                        json(payload),
                        JsonPath.ROOT,
                        Unknown.REJECT,
                        violation -> found.add(violation.path() + ": " + violation.message()));
        return found;
    }

    @Test
    void acceptsAPayloadThatMatches() throws MalformedJsonException {
        assertThat(check("""
                        {"id":"i1","amount":1.5,"seats":2.0,"paid":true,"plan":"pro","at":"2026-01-31T10:00:00+01:00",
                         "lines":[1],"raw":{"a":1},"address":{"street":"x","zip":null}}""")).isEmpty();
    }

    @Test
    void acceptsAPayloadWithoutOptionalFields() throws MalformedJsonException {
        assertThat(check("{\"id\":\"i1\",\"address\":{\"street\":\"x\"}}")).isEmpty();
    }

    @Test
    void reportsAllViolationsTogether() throws MalformedJsonException {
        assertThat(check("""
                        {"amount":"1","seats":1.5,"paid":"yes","plan":"gold","at":"yesterday","lines":{},"raw":[],
                         "address":{"zip":1},"amuont":1}"""))
                .containsExactlyInAnyOrder(
                        "$.id: required field is missing",
                        "$.amount: expected number, found string",
                        "$.seats: expected integer, found number",
                        "$.paid: expected boolean, found string",
                        "$.plan: expected one of free, pro, found \"gold\"",
                        "$.at: expected an ISO 8601 timestamp with an offset, found string",
                        "$.lines: expected array, found object",
                        "$.raw: expected object, found array",
                        "$.address.street: required field is missing",
                        "$.address.zip: expected string, found number",
                        "$.amuont: field is not declared; did you mean \"amount\"?");
    }

    @Test
    void nullIsAcceptedOnlyForTypesWithAQuestionMark() throws MalformedJsonException {
        assertThat(check("{\"id\":null,\"amount\":null,\"seats\":null,\"address\":{\"street\":\"x\"}}"))
                .containsExactlyInAnyOrder("$.id: must not be null", "$.amount: must not be null");
    }

    @Test
    void readsTheIdempotencyKeyFromThePayload() throws MalformedJsonException {
        Declaration declaration = read(FILE).orElseThrow();
        assertThat(declaration.keyIn(json("{\"id\":\"i1\"}"))).hasValue("i1");
        assertThat(declaration.keyIn(json("{\"id\":17}"))).hasValue("17");
        assertThat(declaration.keyIn(json("{}"))).isEmpty();
        assertThat(declaration.window()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void theIdempotencyKeyMayBeInAFieldWithAnyName() throws MalformedJsonException {
        String file = "event: a.b\nschema: { 'order id': string }\nidempotency: { key: '$payload%s' }";
        ObjectNode payload = json("{\"order id\":\"o1\",\"a.b\":{\"größe\":\"o2\"}}");
        assertThat(read(file.formatted("[\"order id\"]")).orElseThrow().keyIn(payload))
                .hasValue("o1");
        assertThat(read(file.formatted("[\"a.b\"][\"größe\"]")).orElseThrow().keyIn(payload))
                .hasValue("o2");
        assertThat(problems.sorted()).isEmpty();
        read(file.formatted("[order id]"));
        assertThat(problems.sorted()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.message()).contains("character 9").contains("double quotes around a field's name");
        });
    }

    /** A payload may have tens of thousands of undeclared names, and 19 events of a request may do so. */
    @Test
    void manyUndeclaredFieldsAreReportedQuickly() throws MalformedJsonException {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < 10_000; i++) {
            fields.append(i == 0 ? "" : ",")
                    .append("\"customer_account_number_")
                    .append(i)
                    .append("\":1");
        }
        ObjectNode payload = json("{" + fields + "}");
        Declaration declaration = read(FILE).orElseThrow();
        List<Violation> found = new ArrayList<>();
        assertThat(CpuTime.of(() -> declaration.check(payload, JsonPath.ROOT, Unknown.REJECT, found::add)))
                .isLessThan(Duration.ofMillis(250));
        assertThat(found).hasSize(10_002);
        assertThat(found.get(0).message()).contains("; expected one of address, amount");
    }

    @Test
    void hasItsFileAndDescription() {
        Declaration declaration = read(FILE).orElseThrow();
        assertThat(declaration.file()).isEqualTo("invoice.paid.yaml");
        assertThat(declaration.description()).hasValue("An invoice was paid in full.");
        assertThat(read("event: a\nschema: {}").orElseThrow().description()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "event: a.b                                                        | 1 | \"schema\" is missing",
                "event: 'a b'\\nschema: {}                                         | 1 | expected 1 to 128 letters",
                "event: a\\nschema:\\n  x: strng                                   | 3 | did you mean \"string\"?",
                "event: a\\nschema:\\n  x: string?, required                       | 3 | either required or optional",
                "event: a\\nschema:\\n  x: enum []                                 | 3 | an enum needs values",
                "event: a\\nschema:\\n  x: [string]                                | 3 | found a list, expected a type",
                "event: a\\nschema: {}\\nidempotncy: {}                            | 3 | did you mean \"idempotency\"?",
                "event: a\\nschema: {}\\ndescription: [b]                            | 3 | found a list, expected what the event means",
                "event: a\\nschema: {}\\nidempotency:\\n  window: soon             | 4 | expected a duration such as 30s",
                "event: a\\nschema: {}\\nidempotency:\\n  key: id                  | 4 | expected a place in the payload",
                "event: a\\n event: b                                              | 2 | not valid YAML",
            })
    void reportsLineAndExpectation(String text, int line, String message) {
        read(text.replace("\\n", "\n"));
        assertThat(problems.sorted()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    private List<String> allowed(String expression) {
        return read("event: a\nschema:\n  plan: " + expression).stream()
                .flatMap(declaration ->
                        Optional.ofNullable(declaration.schema().fields().get("plan")).stream())
                .flatMap(
                        field -> field
                                .type()
                                .map(simple -> List.<String>of(), FieldType.OneOf::values, fields -> List.<String>of())
                                .stream())
                .toList();
    }

    @Test
    void enumValuesMayBeQuoted() {
        assertThat(allowed("enum [\"free\",\"pro\"]")).containsExactly("free", "pro");
        assertThat(allowed("enum ['free', \"pro\", team], required")).containsExactly("free", "pro", "team");
        assertThat(allowed("enum [\"it's\", \"a, b\", 'c]', a b]")).containsExactly("it's", "a, b", "c]", "a b");
        assertThat(allowed("enum [ free , pro, ]?")).containsExactly("free", "pro");
        assertThat(problems.sorted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"enum [\"free]", "enum ['free\", pro]", "enum [\"free\" pro]", "enum [f\"r\"ee]", "enum [it's]"})
    void unclosedOrMisplacedQuotesInAnEnumAreRefused(String expression) {
        assertThat(allowed(expression)).isEmpty();
        assertThat(problems.sorted()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("enum"));
    }

    private List<String> unknownFields(String rule, Unknown byDefault) throws MalformedJsonException {
        List<String> found = new ArrayList<>();
        read("event: a\n" + rule + "schema: { id: string?, address: { street: string? } }")
                .orElseThrow()
                .check(
                        json("{\"id\":\"1\",\"more\":1,\"address\":{\"street\":\"x\",\"zip\":\"1\"}}"),
                        JsonPath.ROOT,
                        byDefault,
                        violation -> found.add(violation.path().toString()));
        return found;
    }

    @Test
    void theDeclarationsRuleForUnknownFieldsOverridesTheDefault() throws MalformedJsonException {
        assertThat(unknownFields("", Unknown.REJECT)).containsExactlyInAnyOrder("$.more", "$.address.zip");
        assertThat(unknownFields("", Unknown.IGNORE)).isEmpty();
        assertThat(unknownFields("unknown: ignore\n", Unknown.REJECT)).isEmpty();
        assertThat(unknownFields("unknown: reject\n", Unknown.IGNORE))
                .containsExactlyInAnyOrder("$.more", "$.address.zip");
    }

    @Test
    void anUnknownRuleForUnknownFieldsIsRefused() {
        read("event: a\nunknown: ignored\nschema: {}");
        assertThat(problems.sorted())
                .singleElement()
                .hasToString(
                        "invoice.paid.yaml:2: unknown rule for fields that are not declared \"ignored\"; did you mean"
                                + " \"ignore\"?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-01-31 10:00:00+0100", "2016-12-31T23:59:60Z"})
    void everyReadableTimeIsATimestamp(String at) throws MalformedJsonException {
        assertThat(check("{\"id\":\"i1\",\"at\":\"" + at + "\",\"address\":{\"street\":\"x\"}}"))
                .isEmpty();
    }
}
