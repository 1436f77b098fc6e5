package com.ingestlayer.pipeline.step;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Event;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.OutgoingDelivery;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.PipelineFile;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.redaction.HashKey;
import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.yaml.Problem;
import com.ingestlayer.yaml.Problems;
import com.ingestlayer.yaml.YamlValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedactPiiTest {
    private static final String KEY = "sixteen bytes or more";
    private static final Map<String, String> ENVIRONMENT = Map.of("REDACTION_KEY", KEY, "SHORT", "short");
    private static final String FILE = """
            name: p
            status: active
            steps:
              - enrich.entity: { kind: user, key: $event.payload.user_id }
              - redact.pii:
                  hash_key: "${env:REDACTION_KEY}"
                  fields:
                    $event.payload.email: { acme: mask, crm: raw, warehouse: hash }
                    $event.payload.ip: strip
                    $entity.user.phone: { crm: raw }
                  text:
                    $event.payload.body: { acme: mask, crm: raw, warehouse: strip }
              - filter.match: { conditions: [{ field: $event.payload.email, op: ends_with, value: "@acme.com" }] }
            destinations:
              - webhook.out: { name: acme, url: "https://one.example/" }
              - webhook.out: { name: crm, url: "https://two.example/" }
              - webhook.out: { name: warehouse, url: "https://three.example/" }
              - webhook.out: { name: other, url: "https://four.example/" }
            """;
    private static final Event EVENT = anEvent(
            "a.b",
            "{\"user_id\":\"u1\",\"email\":\"ada@acme.com\",\"ip\":\"203.0.113.42\",\"body\":\"call +491701234567 now\"}");

    private final InMemoryEntities entities = new InMemoryEntities();

    RedactPiiTest() {
        entities.put("user", "u1", json("{\"phone\":\"+49 170 1234567\",\"plan\":\"free\"}"));
    }

    private static Optional<Pipeline> read(String text, Problems problems) {
        return YamlValue.parse("p.yaml", text, problems).flatMap(root -> PipelineFile.read(root, ENVIRONMENT::get));
    }

    private Map<String, String> bodies(String file) {
        Problems problems = new Problems();
        Pipeline pipeline = read(file, problems)
                .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
        List<OutgoingDelivery> rendered = new Pipelines(List.of(pipeline), outside(entities)).run(List.of(EVENT));
        assertThat(rendered).allSatisfy(each -> assertThat(each.event()).isSameAs(EVENT));
        return rendered.stream()
                .collect(Collectors.toMap(each -> each.destination().name(), OutgoingDelivery::body));
    }

    @Test
    void eachDestinationGetsTheBodyThatItsColumnAllows() {
        Map<String, String> bodies = bodies(FILE);
        assertThat(bodies.get("acme"))
                .contains("\"email\":\"a***@acme.com\",\"body\":\"call ***67 now\"}")
                .contains("{\"phone\":\"***67\",\"plan\":\"free\"}");
        assertThat(bodies.get("crm"))
                .contains("\"email\":\"ada@acme.com\",\"body\":\"call +491701234567 now\"}")
                .contains("{\"phone\":\"+49 170 1234567\",\"plan\":\"free\"}");
        assertThat(bodies.get("warehouse"))
                .contains("\"email\":\"" + new HashKey(new SigningSecret(KEY)).hash("ada@acme.com") + "\"")
                .contains("\"body\":\"call  now\"");
        assertThat(bodies.values()).noneMatch(body -> body.contains("\"ip\""));
    }

    @Test
    void aDestinationWithoutAColumnGetsAllRedactedValuesMasked() {
        assertThat(bodies(FILE).get("other"))
                .contains("\"email\":\"a***@acme.com\",\"body\":\"call ***67 now\"}")
                .contains("\"phone\":\"***67\"");
    }

    @Test
    void theEventItselfAndItsIdAreNeverChanged() {
        String before = Json.write(EVENT.toJson());
        assertThat(bodies(FILE).values()).allSatisfy(body -> assertThat(body)
                .startsWith("{\"id\":\"" + EVENT.id() + "\",\"type\":\"a.b\",\"received_at\""));
        assertThat(Json.write(EVENT.toJson())).isEqualTo(before);
    }

    @Test
    void aTemplateSeesOnlyWhatItsDestinationMaySee() {
        String file = FILE.replace(
                "destinations:",
                "  - transform: { template: { to: \"<$event.payload.email>\", event: $event, ip: $event.payload.ip } }\n"
                        + "destinations:");
        Map<String, String> bodies = bodies(file);
        assertThat(bodies.get("acme")).startsWith("{\"to\":\"<a***@acme.com>\"").endsWith(",\"ip\":null}");
        assertThat(bodies.get("crm")).startsWith("{\"to\":\"<ada@acme.com>\"");
        assertThat(bodies.get("other")).doesNotContain("ada@").doesNotContain("203.0.113");
    }

    @Test
    void severalRedactionsAreAppliedInOrder() {
        String file = FILE.replace(
                "destinations:", "  - redact.pii: { fields: { $event.payload.email: { acme: raw } } }\ndestinations:");
        Map<String, String> bodies = bodies(file);
        assertThat(bodies.get("acme")).contains("a***@acme.com");
        assertThat(bodies.get("crm")).contains("a***@acme.com");
    }

    @Test
    void aLanguageModelSeesNothingThatAnyDestinationMayNotSee() {
        Pipeline pipeline = read(FILE, new Problems()).orElseThrow();
        EventContext facts =
                EventContext.of("p", EVENT).with(Ref.Root.ENTITY, "user", json("{\"phone\":\"+49 170 1234567\"}"));
        assertThat(facts.forModel()).isSameAs(facts);
        EventContext redacted = facts.with(((RedactPii) pipeline.steps().get(1)).redaction());
        assertThat(Json.write(redacted.forModel().event().payload()))
                .isEqualTo("{\"user_id\":\"u1\",\"email\":\"a***@acme.com\",\"body\":\"call ***67 now\"}");
        assertThat(Json.write(redacted.forModel().all(Ref.Root.ENTITY))).isEqualTo("{\"user\":{\"phone\":\"***67\"}}");
    }

    @Test
    void textThatALaterStepDerivesIsDerivedFromMaskedValues() {
        String file = FILE.replace("destinations:", """
                  - summarize: { from: [$event.payload.body] }
                  - translate: { from: $event.payload.body, to: de, phrases: { call: ruf an } }
                destinations:""");
        assertThat(bodies(file).get("crm"))
                .contains("\"summarize\":{\"text\":\"call ***67 now\"}")
                .contains("\"translate\":{\"text\":\"ruf an ***67 now\"}");
    }

    @Test
    void textThatAnEarlierStepDerivedIsRedactedIfARowNamesIt() {
        String file = FILE.replace("  - redact.pii:", "  - summarize: { from: [$event.payload.body] }\n  - redact.pii:")
                .replace("  text:\n", "  text:\n        $summarize.text: mask\n");
        assertThat(bodies(file).values())
                .allSatisfy(body -> assertThat(body).contains("\"summarize\":{\"text\":\"call ***67 now\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "crm: raw, warehouse: hash | crn: raw, warehouse: hash   | 8  | no destination is called \"crn\"; did you mean \"crm\"?",
                "acme: mask, crm: raw, w   | acme: msk, crm: raw, w      | 8  | unknown treatment \"msk\"; did you mean \"mask\"?",
                "$event.payload.ip: strip  | $event.payload.ip: stip     | 9  | did you mean \"strip\"?",
                "$event.payload.ip: strip  | $event.paylod.ip: strip     | 9  | an event has no \"paylod\"; did you mean",
                "$event.payload.ip: strip  | $evnt.payload.ip: strip     | 9  | unknown root \"$evnt\"; did you mean \"$event\"?",
                "$event.payload.ip: strip  | payload.ip: strip           | 9  | expected a ref such as",
                "$event.payload.ip: strip  | $event.id: strip            | 9  | \"$event.id\" is never redacted",
                "$event.payload.ip: strip  | $event.payload: strip       | 9  | \"$event.payload\" is all there is",
                "$event.payload.ip: strip  | $event.payload.ip: [strip]  | 9  | found a list, expected mask, hash, strip, raw",
                "    fields:               |     feilds:                 | 7  | did you mean \"fields\"?",
                "${env:REDACTION_KEY}      | ${env:NOT_SET}              | 6  | the environment variable NOT_SET is not set",
                "${env:REDACTION_KEY}      | ${env:SHORT}                | 6  | what ${env:SHORT} holds is too short",
                "${env:REDACTION_KEY}      | ${env:X:-public default 16} | 6  | a key itself never stands in a file",
                "${env:REDACTION_KEY}      | sixteen bytes or more       | 6  | a key itself never stands in a file",
            })
    void aMistakeIsReportedWithItsLineAndTheExpectedValue(String right, String wrong, int line, String message) {
        String file = FILE.replace(right, wrong);
        assertThat(file).isNotEqualTo(FILE);
        Problems problems = new Problems();
        read(file, problems);
        assertThat(problems.sorted()).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    @Test
    void aKeyInTheFileIsNotRepeatedInTheMessage() {
        Problems problems = new Problems();
        read(FILE.replace("${env:REDACTION_KEY}", "sixteen bytes or more"), problems);
        assertThat(problems.sorted())
                .isNotEmpty()
                .extracting(Problem::message)
                .noneMatch(text -> text.contains("sixteen b"));
    }

    @Test
    void aHashWithoutAKeyIsRefused() {
        Problems problems = new Problems();
        read(FILE.replace("      hash_key: \"${env:REDACTION_KEY}\"\n", ""), problems);
        assertThat(problems.sorted()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("\"hash_key\" is missing"));
    }

    @Test
    void aStepThatRedactsNothingIsRefused() {
        Problems problems = new Problems();
        read(
                "name: p\nstatus: active\nsteps: [{ redact.pii: {} }]\ndestinations: [{ webhook.out: { url: \"https://a.example/\" } }]",
                problems);
        assertThat(problems.sorted()).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("expected fields:, text: or both"));
    }
}
