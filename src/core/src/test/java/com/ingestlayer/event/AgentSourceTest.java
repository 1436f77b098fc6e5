package com.ingestlayer.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSourceTest {
    @Test
    void theNamedPipelineIsReadBackWhateverTheKeyIsCalled() {
        assertThat(AgentSource.of("support bot", "find-company")).isEqualTo("agent/support bot/find-company");
        assertThat(AgentSource.pipelineOf("agent/support bot/find-company")).hasValue("find-company");
        assertThat(AgentSource.pipelineOf(AgentSource.of("put/in by hand", "p")))
                .hasValue("p");
        assertThat(AgentSource.pipelineOf(AgentSource.of("", "p"))).hasValue("p");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "agent", "agent/", "agent/p", "agents/a/p", "sdk.event", "webhook.in/shop"})
    void otherSourcesNameNoPipeline(String source) {
        assertThat(AgentSource.pipelineOf(source)).isEmpty();
    }
}
