package com.ingestlayer.delivery.lambda;

import static com.ingestlayer.pipeline.PipelineTesting.destinationsOf;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.delivery.Destinations;
import com.ingestlayer.delivery.SecretCheck;
import com.ingestlayer.json.Json;
import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.telemetry.Telemetry;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeliveryStartTest {
    private static final Destinations DESTINATIONS = new Destinations(destinationsOf("""
            name: p
            status: active
            destinations:
              - webhook.out: { name: a, url: "https://a.example/", auth: { type: bearer, secret: "${secret:one}" } }
              - webhook.out: { name: b, url: "https://b.example/", auth: { type: hmac, secret: "${secret:two}" } }
            """));

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    private List<JsonNode> toldOfSecretsWith(String value) {
        Telemetry telemetry = new Telemetry(printed, "test", Clock.systemUTC());
        DeliveryStart.check(
                new SecretCheck(DESTINATIONS, name -> Optional.of(new SigningSecret(value)), Runnable::run), telemetry);
        return printed.toString(UTF_8).lines().map(Json::read).toList();
    }

    @Test
    void weakSecretsAreCountedImmediatelyAndTheFunctionStarts() {
        assertThat(toldOfSecretsWith("short")).singleElement().satisfies(document -> {
            assertThat(document.path("SecretsUnusable").toString()).isIn("2", "[2]");
            assertThat(document.path("Stack").asText()).isEqualTo("test");
            assertThat(document.at("/_aws/CloudWatchMetrics/0/Namespace").asText())
                    .isEqualTo("Ingestlayer");
        });
    }

    @Test
    void usableSecretsAreNotCounted() {
        assertThat(toldOfSecretsWith("whsec_long_enough_to_sign")).isEmpty();
    }
}
