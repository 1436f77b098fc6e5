package com.ingestlayer.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.event.Declarations;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngressSettingsTest {
    private static IngressSettings settings(Map<String, String> environment) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(IngressSettings.class)
                .withSources(new EnvConfigSource(environment, 300))
                .build()
                .getConfigMapping(IngressSettings.class);
    }

    @Test
    void whatIsNotSetHasItsDefault() {
        IngressSettings settings = settings(Map.of(
                "INGESTLAYER_EVENTS_TABLE", "events",
                "INGESTLAYER_ENTITIES_TABLE", "entities",
                "INGESTLAYER_KEYS_TABLE", "keys",
                "INGESTLAYER_STATE_TABLE", "state",
                "INGESTLAYER_DELIVERIES_QUEUE_URL", "https://sqs.example/deliveries",
                "INGESTLAYER_SOURCE_SECRETS_PATH", "/ingestlayer/sources/",
                "INGESTLAYER_STACK", "ingestlayer"));
        assertThat(settings.configDir()).isEqualTo("/opt");
        assertThat(settings.eventRetention()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.undeclared()).isEqualTo(Declarations.Undeclared.ACCEPT);
    }

    @Test
    void everySettingHasItsVariable() {
        IngressSettings settings = settings(Map.of(
                "INGESTLAYER_CONFIG_DIR", "/config",
                "INGESTLAYER_EVENTS_TABLE", "events",
                "INGESTLAYER_ENTITIES_TABLE", "entities",
                "INGESTLAYER_KEYS_TABLE", "keys",
                "INGESTLAYER_STATE_TABLE", "state",
                "INGESTLAYER_DELIVERIES_QUEUE_URL", "https://sqs.example/deliveries",
                "INGESTLAYER_SOURCE_SECRETS_PATH", "/ingestlayer/sources/",
                "INGESTLAYER_STACK", "ingestlayer",
                "INGESTLAYER_EVENT_RETENTION", "30d",
                "INGESTLAYER_UNDECLARED", "reject"));
        assertThat(settings.configDir()).isEqualTo("/config");
        assertThat(settings.eventsTable()).isEqualTo("events");
        assertThat(settings.entitiesTable()).isEqualTo("entities");
        assertThat(settings.keysTable()).isEqualTo("keys");
        assertThat(settings.deliveriesQueueUrl()).isEqualTo("https://sqs.example/deliveries");
        assertThat(settings.sourceSecretsPath()).isEqualTo("/ingestlayer/sources/");
        assertThat(settings.stack()).isEqualTo("ingestlayer");
        assertThat(settings.eventRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.stateTable()).isEqualTo("state");
        assertThat(settings.undeclared()).isEqualTo(Declarations.Undeclared.REJECT);
    }

    @Test
    void theStackTheTablesTheQueueAndThePlaceOfSecretsMustBeSet() {
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(ConfigValidationException.class)
                .hasMessageContaining("ingestlayer.stack")
                .hasMessageContaining("ingestlayer.events-table")
                .hasMessageContaining("ingestlayer.entities-table")
                .hasMessageContaining("ingestlayer.keys-table")
                .hasMessageContaining("ingestlayer.state-table")
                .hasMessageContaining("ingestlayer.deliveries-queue-url")
                .hasMessageContaining("ingestlayer.source-secrets-path");
    }
}
