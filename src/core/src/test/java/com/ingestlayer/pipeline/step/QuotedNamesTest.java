package com.ingestlayer.pipeline.step;

import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.outside;
import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.event.Event;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.pipeline.DryRun;
import com.ingestlayer.pipeline.OutgoingDelivery;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.Pipelines;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a field with any name can be used wherever a ref is allowed. */
class QuotedNamesTest {
    private static OutgoingDelivery only(String file, Event event) {
        List<OutgoingDelivery> rendered =
                new Pipelines(List.of(pipeline(file)), outside(new InMemoryEntities())).run(List.of(event));
        assertThat(rendered).hasSize(1);
        return rendered.get(0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Full Name",
                "order id",
                "$value",
                "@timestamp",
                "größe",
                "a.b",
                "say \"hi\"",
                "back\\slash",
                "it's",
                "a]b}c",
                "$event.type",
                "now()",
                "${env:HOME}"
            })
    void quotedNamesWorkInConditionsKeysTemplatesAndRedaction(String name) throws Exception {
        String ref = "$event.payload" + "[" + Json.write(Json.array().add(name).get(0)) + "]";
        String yaml = "'" + ref.replace("'", "''") + "'";
        String braced = "'${" + ref.substring(1).replace("'", "''") + "}!'";
        Event event = anEvent("a.b", Json.write(Json.object().put("id", 1).put(name, "ada@acme.com")));
        OutgoingDelivery sent = only("""
                name: p
                status: active
                steps:
                  - filter.match: { conditions: [{ field: %1$s, op: ==, value: %1$s }] }
                  - dedupe: { key: %1$s, window: 1h }
                  - throttle: { key: %1$s, max: 5, window: 1h }
                  - enrich.person: { email: %1$s }
                  - upsert.entity: { kind: user, externalIdField: %1$s, traitFields: { mail: %1$s } }
                  - summarize: { from: [%1$s] }
                  - redact.pii: { fields: { %1$s: mask } }
                  - transform:
                      template:
                        whole: %1$s
                        text: %2$s
                        entity: $entity.user.mail
                        short: $summarize.text
                        kind: $enrich.person.kind
                destinations:
                  - webhook.out: { url: "https://a.example/", when: [{ field: %1$s, op: ends_with, value: acme.com }] }
                """.formatted(yaml, braced), event);
        assertThat(StrictJson.parse(sent.body()))
                .isEqualTo(StrictJson.parse("{\"whole\":\"a***@acme.com\",\"text\":\"a***@acme.com!\","
                        + "\"entity\":\"ada@acme.com\",\"short\":\"ada@acme.com\",\"kind\":\"work\"}"));
    }

    @Test
    void textBlocksNeedNoExtraQuotesAroundRefs() {
        Event event = anEvent("a.b", "{\"Full Name\":\"Ada $event.type\",\"items\":[{\"order id\":7}],\"it's\":true}");
        assertThat(only("""
                name: p
                status: active
                steps:
                  - transform:
                      template: |
                        { name: $event.payload["Full Name"], first: $event.payload.items[0]["order id"],
                          list: [$event.payload["it's"], $event.payload["Full Name"] ], # not $event.payload["here"]
                          text: "it's [$event.payload[\\"Full Name\\"]]", type: $event.type }
                destinations: [{ webhook.out: { url: "https://a.example/" } }]
                """, event).body())
                .isEqualTo("{\"name\":\"Ada $event.type\",\"first\":7,\"list\":[true,\"Ada $event.type\"],"
                        + "\"text\":\"it's [Ada $event.type]\",\"type\":\"a.b\"}");
    }

    @Test
    void aRefIsShownAsItWasWritten() {
        Pipeline read = pipeline("""
                name: p
                status: active
                steps:
                  - filter.match: { conditions: [{ field: '$event.payload["Full Name"].x-y[0]', op: exists }] }
                destinations: [{ webhook.out: { url: "https://a.example/" } }]
                """);
        Event event = anEvent("a.b", "{\"Full Name\":1}");
        assertThat(DryRun.of(read, event, outside(new InMemoryEntities()))
                        .steps()
                        .get(0)
                        .why())
                .last()
                .asString()
                .isEqualTo(
                        "     no   $event.payload[\"Full Name\"].x-y.0 exists    $event.payload[\"Full Name\"].x-y.0 = nothing");
    }

    @Test
    void aMistakeInAQuotedNameIsReportedWithItsPosition() {
        assertThat(StepTesting.problemsOfStep("- dedupe: { key: '$event.payload[Full Name]', window: 1h }"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .isEqualTo(
                                "\"$event.payload[Full Name]\" is no ref from character 15 on: expected [0], or [\"…\"]"
                                        + " with double quotes around a field's name"));
    }

    @Test
    void eachNameHasItsOwnCounter() {
        EventContext facts = EventContext.of("p", anEvent("a.b", "{\"a\":{\"b\":1},\"a.b\":1}"));
        Ref path = new Ref(Ref.Root.EVENT, List.of("payload", "a", "b"));
        Ref name = new Ref(Ref.Root.EVENT, List.of("payload", "a.b"));
        assertThat(Set.of(
                        CounterNames.of(facts, "dedupe", path).orElseThrow(),
                        CounterNames.of(facts, "dedupe", name).orElseThrow()))
                .hasSize(2);
        assertThat(Map.of(path, 1)).doesNotContainKey(name);
    }
}
