package com.ingestlayer.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliverySettingsTest {
    private static DeliverySettings settings(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(DeliverySettings.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(DeliverySettings.class);
    }

    @Test
    void whatIsNotSetHasItsDefault() {
        DeliverySettings settings = settings(Map.of(
                "INGESTLAYER_EVENTS_TABLE", "events",
                "INGESTLAYER_DELIVERIES_QUEUE_URL", "https://sqs.example/deliveries",
                "INGESTLAYER_SECRETS_PATH", "/ingestlayer/secrets/",
                "INGESTLAYER_STACK", "ingestlayer"));
        assertThat(settings.configDir()).isEqualTo("/opt");
        assertThat(settings.eventRetention()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.retrySchedule()).isEqualTo("30s,2m,10m,1h");
        assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.allowPrivateDestinations()).isFalse();
    }

    @Test
    void everySettingHasItsVariable() {
        DeliverySettings settings = settings(Map.of(
                "INGESTLAYER_CONFIG_DIR", "/config",
                "INGESTLAYER_EVENTS_TABLE", "events",
                "INGESTLAYER_DELIVERIES_QUEUE_URL", "https://sqs.example/deliveries",
                "INGESTLAYER_STACK", "ingestlayer",
                "INGESTLAYER_EVENT_RETENTION", "30d",
                "INGESTLAYER_RETRY_SCHEDULE", "1s,2s,3s,4s",
                "INGESTLAYER_ATTEMPT_TIMEOUT", "500ms",
                "INGESTLAYER_ALLOW_PRIVATE_DESTINATIONS", "true",
                "INGESTLAYER_SECRETS_PATH", "/ingestlayer/secrets/"));
        assertThat(settings.configDir()).isEqualTo("/config");
        assertThat(settings.eventsTable()).isEqualTo("events");
        assertThat(settings.deliveriesQueueUrl()).isEqualTo("https://sqs.example/deliveries");
        assertThat(settings.stack()).isEqualTo("ingestlayer");
        assertThat(settings.eventRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.retrySchedule()).isEqualTo("1s,2s,3s,4s");
        assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.allowPrivateDestinations()).isTrue();
        assertThat(settings.secretsPath()).isEqualTo("/ingestlayer/secrets/");
    }

    @Test
    void theStackTheTableTheQueueAndThePlaceOfSecretsMustBeSet() {
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("ingestlayer.stack")
                .hasMessageContaining("ingestlayer.events-table")
                .hasMessageContaining("ingestlayer.deliveries-queue-url")
                .hasMessageContaining("ingestlayer.secrets-path");
    }
}
