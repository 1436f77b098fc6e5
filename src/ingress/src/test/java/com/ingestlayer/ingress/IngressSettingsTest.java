package com.ingestlayer.ingress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.Durations;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.telemetry.FunctionVariables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IngressSettingsTest {
    private static final Map<String, String> NEEDED = Map.of(
            "INGESTLAYER_EVENTS_TABLE", "events",
            "INGESTLAYER_ENTITIES_TABLE", "entities",
            "INGESTLAYER_KEYS_TABLE", "keys",
            "INGESTLAYER_STATE_TABLE", "state",
            "INGESTLAYER_DELIVERIES_QUEUE_URL", "https://sqs.example/deliveries",
            "INGESTLAYER_SOURCE_SECRETS_PATH", "/ingestlayer/sources/",
            "INGESTLAYER_STACK", "ingestlayer");

    private static IngressSettings settings(Map<String, String> environment) {
        return IngressSettings.of(new FunctionVariables(environment::get));
    }

    @Test
    void unsetVariablesHaveDefaults() {
        IngressSettings settings = settings(NEEDED);
        assertThat(settings.configDir()).isEqualTo(Path.of("/opt"));
        assertThat(settings.eventRetention()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.undeclared()).isEqualTo(Declarations.Undeclared.ACCEPT);
    }

    @Test
    void everySettingHasItsVariable() {
        Map<String, String> environment = new HashMap<>(NEEDED);
        environment.put("INGESTLAYER_CONFIG_DIR", "/config");
        environment.put("INGESTLAYER_EVENT_RETENTION", "30d");
        environment.put("INGESTLAYER_UNDECLARED", "reject");
        IngressSettings settings = settings(environment);
        assertThat(settings.configDir()).isEqualTo(Path.of("/config"));
        assertThat(settings.eventsTable()).isEqualTo("events");
        assertThat(settings.entitiesTable()).isEqualTo("entities");
        assertThat(settings.keysTable()).isEqualTo("keys");
        assertThat(settings.deliveriesQueueUrl()).isEqualTo("https://sqs.example/deliveries");
        assertThat(settings.sourceSecretsPath()).isEqualTo("/ingestlayer/sources/");
        assertThat(settings.eventRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.stateTable()).isEqualTo("state");
        assertThat(settings.undeclared()).isEqualTo(Declarations.Undeclared.REJECT);
    }

    @Test
    void requiredVariablesMustBeSet() {
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "not set: INGESTLAYER_STACK, INGESTLAYER_EVENTS_TABLE, INGESTLAYER_ENTITIES_TABLE, INGESTLAYER_KEYS_TABLE, INGESTLAYER_STATE_TABLE, INGESTLAYER_DELIVERIES_QUEUE_URL, INGESTLAYER_SOURCE_SECRETS_PATH");
    }

    @Test
    void anInvalidValueIsReportedWithItsVariable() {
        Map<String, String> environment = new HashMap<>(NEEDED);
        environment.put("INGESTLAYER_UNDECLARED", "maybe");
        assertThatThrownBy(() -> settings(environment))
                .hasMessage("INGESTLAYER_UNDECLARED: expected accept or reject, found \"maybe\"");
        environment.put("INGESTLAYER_UNDECLARED", "accept");
        environment.put("INGESTLAYER_EVENT_RETENTION", "long");
        assertThatThrownBy(() -> settings(environment))
                .hasMessage("INGESTLAYER_EVENT_RETENTION: expected " + Durations.EXPECTED + ", found \"long\"");
    }
}
