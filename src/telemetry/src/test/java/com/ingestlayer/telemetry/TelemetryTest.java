package com.ingestlayer.telemetry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.MutableClock;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.json.Json;
import com.ingestlayer.telemetry.Metrics.Dimension;
import com.ingestlayer.telemetry.Metrics.Unit;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class TelemetryTest {
    private static final Instant NOW = Instant.parse("2026-01-31T10:00:00.5Z");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Telemetry telemetry = new Telemetry(out, "shop", new MutableClock(NOW));
    private final JsonLogHandler handler = new JsonLogHandler(telemetry);

    private List<JsonNode> lines() {
        return out.toString(UTF_8).lines().map(Json::read).toList();
    }

    private void begin() {
        telemetry.begin(
                new Invocation("request-1", XRayHeader.parse("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1")));
    }

    @Test
    void aLineHasItsTimeItsEventAndItsRequest() {
        begin();
        telemetry.line("INFO", "thing.done", json -> json.writeNumberField("n", 1));
        assertThat(out.toString(UTF_8))
                .isEqualTo("{\"time\":\"2026-01-31T10:00:00.500Z\",\"level\":\"INFO\",\"event\":\"thing.done\",\"n\":1,"
                        + "\"request_id\":\"request-1\",\"trace_id\":\"1-5759e988-bd862e3fe1be46a994272793\"}\n");
    }

    @Test
    void aLineBetweenInvocationsHasNoRequest() {
        begin();
        telemetry.end();
        telemetry.line("INFO", "thing.done", json -> {});
        assertThat(lines()).singleElement().satisfies(line -> assertThat(line.size())
                .isEqualTo(3));
    }

    @Test
    void anyContentStaysOneLineOfJson() {
        String text = "a\nb\r\"c\" \u2028 \ud800 \u0000 Zoë 😀";
        telemetry.line("INFO", "x.y", json -> json.writeStringField("text", text));
        assertThat(lines())
                .singleElement()
                .satisfies(line -> assertThat(line.path("text").textValue()).isEqualTo(text));
    }

    @Test
    void linesOfManyThreadsDoNotMix() {
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> IntStream.range(0, 200)
                                .forEach(i -> telemetry.line(
                                        "INFO", "x.y", json -> json.writeStringField("text", "x".repeat(i * 50))))))
                        .toArray(CompletableFuture[]::new))
                .join();
        assertThat(lines()).hasSize(1600);
    }

    @Test
    void theMetricsOfAnInvocationAreOneDocument() {
        telemetry.metrics().count("EventsAccepted", 2);
        telemetry.metrics().count("EventsAccepted", 3);
        telemetry.metrics().count("EventsDuplicate", 0);
        telemetry.end();
        assertThat(lines()).containsExactly(Json.read("""
                {"_aws":{"Timestamp":1769853600500,"CloudWatchMetrics":[{"Namespace":"Ingestlayer",
                "Dimensions":[["Stack"]],"Metrics":[{"Name":"EventsAccepted","Unit":"Count"},
                {"Name":"EventsDuplicate","Unit":"Count"}]}]},"Stack":"shop","EventsAccepted":5,"EventsDuplicate":0}"""));
        lines().forEach(TelemetryTest::assertEmbeddedMetricFormat);
    }

    @Test
    void eachValueOfADimensionHasADocumentAndMeasurementsKeepEveryValue() {
        Metrics metrics = telemetry.metrics();
        metrics.count("Attempts", 1, new Dimension("Outcome", "delivered"));
        metrics.count("Attempts", 1, new Dimension("Outcome", "delivered"));
        metrics.count("Attempts", 1, new Dimension("Outcome", "dead"));
        metrics.measure("EndToEndLatency", Unit.MILLISECONDS, 40);
        metrics.measure("EndToEndLatency", Unit.MILLISECONDS, 40);
        metrics.measure("AgeAtDeadLetter", Unit.SECONDS, 4350);
        telemetry.end();
        assertThat(lines()).containsExactly(Json.read("""
                {"_aws":{"Timestamp":1769853600500,"CloudWatchMetrics":[
                {"Namespace":"Ingestlayer","Dimensions":[["Stack"]],"Metrics":[
                {"Name":"EndToEndLatency","Unit":"Milliseconds"},{"Name":"AgeAtDeadLetter","Unit":"Seconds"}]},
                {"Namespace":"Ingestlayer","Dimensions":[["Stack"],["Stack","Outcome"]],"Metrics":[
                {"Name":"Attempts","Unit":"Count"}]}]},
                "Stack":"shop","Outcome":"delivered","EndToEndLatency":[40,40],"AgeAtDeadLetter":[4350],"Attempts":2}"""), Json.read("""
                {"_aws":{"Timestamp":1769853600500,"CloudWatchMetrics":[
                {"Namespace":"Ingestlayer","Dimensions":[["Stack"],["Stack","Outcome"]],"Metrics":[
                {"Name":"Attempts","Unit":"Count"}]}]},"Stack":"shop","Outcome":"dead","Attempts":1}"""));
        lines().forEach(TelemetryTest::assertEmbeddedMetricFormat);
    }

    @Test
    void valuesBeyondADocumentsLimitGoIntoAnother() {
        telemetry.metrics().count("Attempts", 1, new Dimension("Outcome", "delivered"));
        IntStream.range(0, 250).forEach(i -> telemetry.metrics().measure("EndToEndLatency", Unit.MILLISECONDS, i));
        telemetry.end();
        lines().forEach(TelemetryTest::assertEmbeddedMetricFormat);
        List<Integer> values = new ArrayList<>();
        lines().forEach(line -> line.path("EndToEndLatency").forEach(value -> values.add(value.intValue())));
        assertThat(values).isEqualTo(IntStream.range(0, 250).boxed().toList());
        assertThat(lines()).extracting(line -> line.path("Attempts").asInt()).containsExactly(1, 0, 0);
    }

    @Test
    void metricsAreWrittenOnceAndNoneAreWrittenIfThereAreNone() {
        telemetry.metrics().count("EventsAccepted", 2);
        telemetry.end();
        telemetry.end();
        assertThat(lines()).hasSize(1);
    }

    /** What CloudWatch asks of a document (CloudWatch User Guide, "Specification: Embedded metric format"). */
    private static void assertEmbeddedMetricFormat(JsonNode document) {
        assertThat(document.at("/_aws/Timestamp").isIntegralNumber()).isTrue();
        JsonNode directives = document.at("/_aws/CloudWatchMetrics");
        assertThat(directives.size()).isPositive();
        Set<String> names = new TreeSet<>();
        for (JsonNode directive : directives) {
            assertThat(directive.fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("Namespace", "Dimensions", "Metrics");
            assertThat(directive.path("Namespace").textValue()).matches("[^:].{0,254}");
            assertThat(directive.path("Dimensions").size()).isPositive();
            for (JsonNode set : directive.path("Dimensions")) {
                assertThat(set.size()).isLessThanOrEqualTo(30);
                set.forEach(name -> assertThat(document.path(name.textValue()).textValue())
                        .matches("[\\x21-\\x7e][\\x20-\\x7e]{0,1023}"));
            }
            assertThat(directive.path("Metrics").size()).isBetween(1, 100);
            for (JsonNode metric : directive.path("Metrics")) {
                assertThat(names.add(metric.path("Name").textValue())).isTrue();
                assertThat(metric.path("Unit").textValue()).isIn("Count", "Milliseconds", "Seconds");
                JsonNode value = document.path(metric.path("Name").textValue());
                assertThat(value.isNumber() || (value.isArray() && value.size() >= 1 && value.size() <= 100))
                        .as(value.toString())
                        .isTrue();
            }
        }
    }

    @Test
    void aLogRecordIsALineWithItsMessage() {
        begin();
        LogRecord record = new LogRecord(Level.WARNING, "no delivery was tried: {0}");
        record.setParameters(new Object[] {"the table"});
        record.setLoggerName("com.ingestlayer.X");
        handler.publish(record);
        LogRecord jboss = new ExtLogRecord(Level.SEVERE, "took %d ms", ExtLogRecord.FormatStyle.PRINTF, "x");
        jboss.setParameters(new Object[] {7});
        handler.publish(jboss);
        assertThat(lines())
                .extracting(line -> line.path("level").textValue() + " "
                        + line.path("event").textValue() + " "
                        + line.path("message").textValue())
                .containsExactly("WARN log no delivery was tried: the table", "ERROR log took 7 ms");
        assertThat(lines().get(0).path("logger").textValue()).isEqualTo("com.ingestlayer.X");
        assertThat(lines().get(0).path("request_id").textValue()).isEqualTo("request-1");
    }

    @Test
    void aStackTraceIsOneFieldAndQuotesNoInput() {
        begin();
        RuntimeException parsing = new NumberFormatException("For input string: \"card-4711\"");
        publish(new UnavailableException("the Events table", new IllegalStateException("card-4711", parsing)));
        assertThat(lines()).singleElement().satisfies(line -> assertThat(
                        line.path("stack").textValue())
                .startsWith("com.ingestlayer.UnavailableException: the Events table did not answer\n\tat ")
                .contains("\nCaused by: java.lang.NumberFormatException\n\tat com.ingestlayer.telemetry.TelemetryTest")
                .doesNotContain("card-4711"));
    }

    @Test
    void aRefusalIsNamedAndCountedWhereverItSurfaces() {
        begin();
        ServiceRefusalException refusal = new ServiceRefusalException(
                "the Events table", "dynamodb", "BatchWriteItem", "AccessDeniedException", null);
        publish(refusal);
        publish(new IllegalStateException("card-4711", refusal));
        publish(new UnavailableException("the Events table"));
        assertThat(lines().subList(0, 2)).allSatisfy(line -> {
            assertThat(line.path("level").textValue()).isEqualTo("ERROR");
            assertThat(line.path("service").textValue()).isEqualTo("dynamodb");
            assertThat(line.path("operation").textValue()).isEqualTo("BatchWriteItem");
            assertThat(line.path("code").textValue()).isEqualTo("AccessDeniedException");
        });
        assertThat(lines().get(2).has("service")).isFalse();
        telemetry.end();
        assertThat(out.toString(UTF_8)).doesNotContain("card-4711");
        assertThat(lines()).hasSize(4).last().satisfies(document -> {
            assertEmbeddedMetricFormat(document);
            assertThat(document.path("ServiceRefusals").intValue()).isEqualTo(2);
        });
    }

    @Test
    void aStackTraceNamesEarlierFailuresWithoutTheirMessages() {
        begin();
        UnavailableException failure = new UnavailableException("the Events table");
        failure.addSuppressed(new UnavailableException("the first try"));
        failure.addSuppressed(new NumberFormatException("card-4711"));
        publish(failure);
        assertThat(lines()).singleElement().satisfies(line -> assertThat(
                        line.path("stack").textValue())
                .contains("\n\tSuppressed: com.ingestlayer.UnavailableException: the first try did not answer\n")
                .contains("\n\tSuppressed: java.lang.NumberFormatException")
                .doesNotContain("card-4711"));
    }

    @Test
    void aFailedStartIsLoggedWithAllMessages() {
        publish(new IllegalStateException("port 1 is taken"));
        assertThat(lines().get(0).path("stack").textValue())
                .startsWith("java.lang.IllegalStateException: port 1 is taken\n");
    }

    private void publish(Throwable thrown) {
        LogRecord record = new LogRecord(Level.SEVERE, "a fault of ours");
        record.setThrown(thrown);
        handler.publish(record);
    }

    @Test
    void withoutATraceThereIsNoTraceId() {
        telemetry.begin(new Invocation("request-2", Optional.empty()));
        telemetry.line("INFO", "x.y", json -> {});
        assertThat(lines().get(0).has("trace_id")).isFalse();
    }
}
