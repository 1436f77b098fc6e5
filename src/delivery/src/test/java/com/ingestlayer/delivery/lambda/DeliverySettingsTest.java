package com.ingestlayer.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.telemetry.FunctionVariables;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliverySettingsTest {
    private static final Map<String, String> NEEDED = Map.of(
            "INGESTLAYER_EVENTS_TABLE", "events",
            "INGESTLAYER_DELIVERIES_QUEUE_URL", "https://sqs.example/deliveries",
            "INGESTLAYER_DEAD_LETTER_QUEUE_URL", "https://sqs.example/deliveries-dead",
            "INGESTLAYER_SECRETS_PATH", "/ingestlayer/secrets/",
            "INGESTLAYER_STACK", "ingestlayer");

    private static DeliverySettings settings(Map<String, String> environment) {
        return DeliverySettings.of(new FunctionVariables(environment::get));
    }

    @Test
    void unsetVariablesHaveDefaults() {
        DeliverySettings settings = settings(NEEDED);
        assertThat(settings.configDir()).isEqualTo(Path.of("/opt"));
        assertThat(settings.eventRetention()).isEqualTo(Duration.ofDays(90));
        assertThat(settings.retrySchedule()).isEqualTo("30s,2m,10m,1h");
        assertThat(settings.longestHiddenWait()).isEqualTo(Duration.ofSeconds(150));
        assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.allowPrivateDestinations()).isFalse();
    }

    @Test
    void everySettingHasItsVariable() {
        Map<String, String> environment = new HashMap<>(NEEDED);
        environment.put("INGESTLAYER_CONFIG_DIR", "/config");
        environment.put("INGESTLAYER_EVENT_RETENTION", "30d");
        environment.put("INGESTLAYER_RETRY_SCHEDULE", "1s,2s,3s,4s");
        environment.put("INGESTLAYER_LONGEST_HIDDEN_WAIT", "1s");
        environment.put("INGESTLAYER_ATTEMPT_TIMEOUT", "5s");
        environment.put("INGESTLAYER_ALLOW_PRIVATE_DESTINATIONS", "true");
        DeliverySettings settings = settings(environment);
        assertThat(settings.configDir()).isEqualTo(Path.of("/config"));
        assertThat(settings.eventsTable()).isEqualTo("events");
        assertThat(settings.deliveriesQueueUrl()).isEqualTo("https://sqs.example/deliveries");
        assertThat(settings.eventRetention()).isEqualTo(Duration.ofDays(30));
        assertThat(settings.retrySchedule()).isEqualTo("1s,2s,3s,4s");
        assertThat(settings.longestHiddenWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.deadLetterQueueUrl()).isEqualTo("https://sqs.example/deliveries-dead");
        assertThat(settings.attemptTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.allowPrivateDestinations()).isTrue();
        assertThat(settings.secretsPath()).isEqualTo("/ingestlayer/secrets/");
    }

    @Test
    void requiredVariablesMustBeSet() {
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "not set: INGESTLAYER_STACK, INGESTLAYER_EVENTS_TABLE, INGESTLAYER_DELIVERIES_QUEUE_URL, INGESTLAYER_DEAD_LETTER_QUEUE_URL, INGESTLAYER_SECRETS_PATH");
    }

    @Test
    void anInvalidValueIsReportedWithItsVariable() {
        Map<String, String> environment = new HashMap<>(NEEDED);
        environment.put("INGESTLAYER_ALLOW_PRIVATE_DESTINATIONS", "yes");
        assertThatThrownBy(() -> settings(environment))
                .hasMessage("INGESTLAYER_ALLOW_PRIVATE_DESTINATIONS: expected true or false, found \"yes\"");
    }

    /**
     * After a longer wait, the queue's visibility timeout of 180 s would make the message visible before the time in
     * its record.
     */
    @Test
    void aHiddenWaitBeyondTheVisibilityTimeoutIsRejected() {
        Map<String, String> environment = new HashMap<>(NEEDED);
        environment.put("INGESTLAYER_LONGEST_HIDDEN_WAIT", "151s");
        assertThatThrownBy(() -> settings(environment))
                .hasMessage("INGESTLAYER_LONGEST_HIDDEN_WAIT: expected at most 150s, found 151s");
    }
}
