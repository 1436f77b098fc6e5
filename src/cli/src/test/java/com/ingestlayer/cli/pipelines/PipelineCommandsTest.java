package com.ingestlayer.cli.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.cli.TestCommand;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineCommandsTest {
    private static final String PIPELINE = """
            name: track
            status: paused
            sources: [{ kind: sdk.event, match: feature.used }]
            steps:
              - filter.match:
                  combinator: or
                  conditions:
                    - { field: $event.payload.feature, op: in, value: [export], by: segment }
                    - not: { field: $event.payload.count, op: "<=", value: $event.payload.limit }
              - enrich.entity: { kind: user, key: $event.payload.user_id }
              - dedupe: { key: $event.payload.user_id, window: 90m }
            destinations:
              - webhook.out: { name: acme, url: "https://acme.example/" }
              - webhook.out: { name: crm, url: "https://crm.example/", when: [{ field: $entity.user.plan, op: ==, value: pro }] }
            """;
    private static final String EXPORT =
            "{\"type\":\"feature.used\",\"payload\":{\"user_id\":\"u_42\",\"feature\":\"csv.export\",\"count\":1,\"limit\":3}}";

    private final TestCommand command = new TestCommand();

    @TempDir
    private Path directory;

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(directory.resolve("events"));
        Files.createDirectories(directory.resolve("pipelines"));
        Files.writeString(
                directory.resolve("events/feature.used.yaml"),
                "event: feature.used\nschema: { user_id: 'string, required', feature: string, count: number, limit: number }");
        Files.writeString(directory.resolve("pipelines/track.yaml"), PIPELINE);
        command.stack
                .entities()
                .write(new EntityKey("user", "u_42"), Json.object().put("plan", "free"), Precondition.NONE);
    }

    private TestCommand.Result test(String event, String... more) {
        String[] arguments = {"pipelines", "test", "track", "--event", "-", "--config", directory.toString()};
        String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
        System.arraycopy(more, 0, all, arguments.length, more.length);
        return command.runWithInput(event, all);
    }

    @Test
    void pipelinesAreListedAndShown() {
        assertThat(command.run("pipelines", "list", "--config", directory.toString())
                        .succeeded()
                        .out())
                .containsPattern(
                        "track +paused +feature.used from sdk.event +" + "filter.match,enrich.entity,dedupe +acme,crm");
        assertThat(command.run("pipelines", "show", "track", "--config", directory.toString())
                        .succeeded()
                        .out())
                .containsPattern("acme +https://acme.example/ +none +always")
                .containsPattern("crm +https://crm.example/ +none +on a condition");
    }

    @Test
    void eachStepOfATestShowsItsInputAndItsResult() {
        assertThat(test(EXPORT, "--local").succeeded().out())
                .contains("track takes feature.used from sdk.event, but is not active")
                .contains("1  filter.match\n")
                .contains("     yes  any of\n")
                .contains("          yes  $event.payload.feature in [\"export\"] by segment   "
                        + "$event.payload.feature = \"csv.export\"\n")
                .contains("          no   not\n")
                .contains("               yes  $event.payload.count <= $event.payload.limit   "
                        + "$event.payload.count = 1, $event.payload.limit = 3\n")
                .contains("     user $event.payload.user_id = \"u_42\"\n")
                .contains("     $entity.user is now {\"plan\":\"free\"}\n")
                .contains("     one in 90m by $event.payload.user_id = \"u_42\"\n")
                .contains("to acme, https://acme.example/\n{\n")
                .contains("  \"plan\" : \"free\"\n")
                .contains("not to crm\n     no   all of\n          no   $entity.user.plan == \"pro\"   "
                        + "$entity.user.plan = \"free\"\n");
    }

    @Test
    void aDroppedEventShowsTheStepThatDroppedIt() {
        var result = test(EXPORT.replace("csv.export", "login")).succeeded();
        assertThat(result.out())
                .contains("1  filter.match: ends here, filtered\n")
                .doesNotContain("enrich.entity", "to acme");
    }

    @Test
    void offlineTestsLookUpNoEntityAndSaySo() {
        var result = test(EXPORT).succeeded();
        assertThat(result.out()).doesNotContain("is now");
        assertThat(result.err()).contains("Entities were not looked up");
        assertThat(command.targets).isEmpty();
    }

    @Test
    void withJsonOutputATestIsOneObject() {
        JsonNode json = test(EXPORT, "--local", "--output", "json").succeeded().json();
        assertThat(json.at("/steps/1/found/$entity.user/plan").asText()).isEqualTo("free");
        assertThat(json.at("/deliveries/0/body/entity/user/plan").asText()).isEqualTo("free");
        assertThat(json.at("/passed_over/crm").size()).isEqualTo(2);
    }

    @Test
    void anEventThatTheStackWouldRefuseIsRefused() {
        test("{").failed(1, "the event is not JSON");
        test("[]").failed(1, "expected an event");
        test(EXPORT.replace("feature\"", "featur\"")).failed(1, "$.payload.featur", "did you mean \"feature\"?");
    }

    @Test
    void anUnknownPipelineIsReportedWithTheNearestName() {
        command.run("pipelines", "show", "trak", "--config", directory.toString())
                .failed(1, "there is no pipeline \"trak\"; did you mean \"track\"?");
        command.run("pipelines", "test", "track", "--event", "none.json", "--config", directory.toString())
                .failed(1, "there is no file none.json");
    }

    @Test
    void theDocumentationShowsWhatATestOfTheFirstExamplePrints() throws IOException {
        Path root = Path.of("../..");
        command.stack.entities().delete(new EntityKey("user", "u_42"), Precondition.NONE);
        command.stack
                .entities()
                .write(
                        new EntityKey("user", "u_42"),
                        Json.object()
                                .put("account", "acc_acme")
                                .put("plan", "free")
                                .put("owner", "ben"),
                        Precondition.NONE);
        String printed = command.run(
                        "pipelines",
                        "test",
                        "track-feature-usage",
                        "--local",
                        "--config",
                        root.resolve("infra/config").toString(),
                        "--event",
                        root.resolve("src/contract/samples/track-feature-usage/delivered.json")
                                .toString())
                .succeeded()
                .out()
                .replace("https://receiver.example/hooks", "http://localhost:8090/hooks"); // what the functions have
        assertThat(withoutIdAndTime(Files.readString(root.resolve("infra/docs/pipelines-and-steps.md"))))
                .contains(withoutIdAndTime(printed));
    }

    private static String withoutIdAndTime(String text) {
        return text.replaceAll("evt_[0-9A-Z]{26}", "evt_…").replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "…");
    }

    @Test
    void everyRecipeIsShippedAndActive() {
        JsonNode recipes = command.run(
                        "recipes", "--config", Path.of("../../infra/config").toString(), "--output", "json")
                .succeeded()
                .json();
        assertThat(recipes)
                .hasSize(18)
                .allSatisfy(recipe -> assertThat(recipe.path("status").asText()).isEqualTo("active"));
    }

    @Test
    void recipesAreListedWithTheirPresentStatus() throws IOException {
        Files.writeString(directory.resolve("pipelines/track.yaml"), PIPELINE.replace("track", "track-feature-usage"));
        assertThat(command.run("recipes", "--config", directory.toString())
                        .succeeded()
                        .out())
                .containsPattern("track-feature-usage +track +paused +feature.used from sdk.event")
                .containsPattern("monitor-failed-logins +monitor +removed");
    }
}
