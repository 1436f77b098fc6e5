package com.ingestlayer.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.telemetry.FunctionVariables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tests the settings of the running function. {@link IngressSettingsTest} tests their names, defaults and errors. */
@QuarkusTest
class ConfiguredSettingsTest {
    @Inject
    IngressSettings settings;

    @Inject
    FunctionVariables variables;

    @Test
    void settingsComeFromQuarkusConfiguration() {
        assertThat(settings.configDir()).isEqualTo(Path.of("src/test/resources/config"));
        assertThat(settings.eventsTable()).isEqualTo("events");
        assertThat(settings.sourceSecretsPath()).isEqualTo("/test/sources/");
        assertThat(settings.eventRetention()).isEqualTo(Duration.ofDays(90));
    }

    @Test
    void environmentVariablesAreAmongTheSettings() {
        assertThat(variables.find("PATH")).hasValue(System.getenv("PATH"));
        assertThat(variables.find("INGESTLAYER_NOT_SET")).isEmpty();
    }

    /** A secret may contain any characters. */
    @Test
    void expressionsInValuesAreNotExpanded() {
        assertThat(variables.find("A_VALUE_THAT_LOOKS_LIKE_AN_EXPRESSION")).hasValue("a${b}c\\$d");
    }
}
