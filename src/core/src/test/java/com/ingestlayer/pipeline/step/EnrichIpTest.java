package com.ingestlayer.pipeline.step;

import static com.ingestlayer.pipeline.PipelineTesting.CLOCK;
import static com.ingestlayer.pipeline.PipelineTesting.anEvent;
import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.step.StepTesting.problemsOfStep;
import static com.ingestlayer.pipeline.step.StepTesting.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.event.Event;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.ip.IpKnowledge;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrichIpTest {
    private static final String CITY_AND_ASN = "city.mmdb, asn.mmdb";

    @TempDir
    private Path config;

    @BeforeEach
    void write() throws IOException {
        Files.createDirectories(config.resolve("events"));
        Files.createDirectories(config.resolve("pipelines"));
        for (String name : List.of("city.mmdb", "asn.mmdb")) {
            try (var database = IpKnowledge.class.getResourceAsStream(name)) {
                Files.write(config.resolve(name), database.readAllBytes());
            }
        }
    }

    private void list(String text) throws IOException {
        Files.createDirectories(config.resolve("lists"));
        Files.writeString(config.resolve("lists/bad.txt"), text);
    }

    private JsonNode about(String databases, String... ips) throws InvalidConfigurationException {
        IpKnowledge known = Configuration.load(config, Map.of("INGESTLAYER_IP_DATABASE", databases)::get)
                .ips();
        StepServices services = new StepServices(CLOCK, new IpService(known));
        JsonNode about = null;
        for (String ip : ips) {
            Event event = anEvent("a.b", Json.write(Json.object().put("ip", ip)));
            Step step = step("- enrich.ip: { ip: $event.payload.ip }");
            EventContext context = EventContext.of("p", event);
            LookupResults results = new LookupResults(services, Set.of(event.id()));
            results.ask(step.lookups(context));
            Step.Result result = step.apply(context, results);
            about = ((Step.Result.Continue) result).context().at(Ref.Root.ENRICH, List.of("ip"));
        }
        return about;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "81.2.69.160        | {\"private\":false,\"country\":\"GB\",\"city\":\"London\",\"asn\":20712,\"as_name\":\"Example Internet\"}",
                "81.2.1.1           | {\"private\":false,\"asn\":20712,\"as_name\":\"Example Internet\"}",
                "::ffff:81.2.1.1    | {\"private\":false,\"asn\":20712,\"as_name\":\"Example Internet\"}",
                "2a02:d500::1       | {\"private\":false,\"country\":\"SE\"}",
                "8.8.8.8            | {\"private\":false}",
                "10.1.2.3           | {\"private\":true}",
                "169.254.169.254    | {\"private\":true}",
                "::1                | {\"private\":true}",
                "fd00::1            | {\"private\":true}",
            })
    void anAddressHasTheFieldsOfTheDatabases(String ip, String about) throws Exception {
        assertThat(Json.write(about(CITY_AND_ASN, ip))).isEqualTo(Json.write(json(about)));
    }

    @Test
    void aListMarksBadAddressesAndAllOthersAsNotBad() throws Exception {
        list("198.51.100.0/24 botnet\n10.9.9.9\n");
        assertThat(about("", "198.51.100.7"))
                .isEqualTo(json("{\"private\":true,\"known_bad\":true,\"list\":\"botnet\"}"));
        assertThat(about("", "10.9.9.9")).isEqualTo(json("{\"private\":true,\"known_bad\":true,\"list\":\"bad\"}"));
        assertThat(about("", "8.8.8.8")).isEqualTo(json("{\"private\":false,\"known_bad\":false}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "none.mmdb", "none.mmdb,,", "lists", "events", "broken.mmdb", "cut.mmdb"})
    void withoutADatabaseTheLocationIsUnknown(String databases) throws Exception {
        Files.writeString(config.resolve("broken.mmdb"), "this is no database");
        byte[] whole = Files.readAllBytes(config.resolve("city.mmdb"));
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, 0, damaged.length / 2, (byte) 0xFF);
        Files.write(config.resolve("cut.mmdb"), damaged);
        assertThat(about(databases, "81.2.69.160", "81.2.69.160")).isEqualTo(json("{\"private\":false}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "acme.com", "10.0.0", "1", "0x7f000001", "10.0.0.1:80", "999.1.1.1", "[::1]"})
    void aValueThatIsNotAnAddressChangesNothingAndCausesNoDnsLookup(String ip) throws Exception {
        assertThat(about(CITY_AND_ASN, ip).isMissingNode()).isTrue();
    }

    @Test
    void aWrongLineInAListMakesTheConfigurationInvalid() throws IOException {
        list("203.0.113.0/24\nnonsense\n");
        assertThatThrownBy(() -> about("", "8.8.8.8"))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(config.resolve("lists/bad.txt") + ":2: \"nonsense\": expected an address");
    }

    @Test
    void aMistakeIsReported() {
        assertThat(problemsOfStep("- enrich.ip: { addr: $event.payload.ip }"))
                .extracting(problem -> problem.message())
                .anyMatch(message -> message.contains("unknown \"addr\""))
                .anyMatch(message -> message.contains("\"ip\" is missing"));
    }
}
