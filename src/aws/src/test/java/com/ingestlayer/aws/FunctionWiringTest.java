package com.ingestlayer.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.telemetry.FunctionVariables;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class FunctionWiringTest {
    private static FunctionVariables variables(Map<String, String> environment) {
        Config config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(environment, 300))
                .build();
        return new FunctionWiring().variables(config);
    }

    @Test
    void expressionsInVariablesAreNotExpanded() {
        FunctionVariables variables =
                variables(Map.of("NAME", "acme", "URL", "https://hooks.example/${NAME}", "OPEN", "${"));
        assertThat(variables.environment().apply("URL")).isEqualTo("https://hooks.example/${NAME}");
        assertThat(variables.find("OPEN")).contains("${");
    }

    @Test
    void unsetAndEmptyVariablesAreNotFound() {
        FunctionVariables variables = variables(Map.of("EMPTY", ""));
        assertThat(variables.find("EMPTY")).isEmpty();
        assertThat(variables.find("OTHER")).isEmpty();
    }
}
