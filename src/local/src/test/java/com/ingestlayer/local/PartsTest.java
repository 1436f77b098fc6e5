package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final List<String> stopped = new ArrayList<>();
    private final Parts parts = new Parts();

    @Test
    void partsStopInTheOppositeOrderOfTheirStart() {
        assertThat(parts.add(() -> "first", stopped::add)).isEqualTo("first");
        String unused = parts.add(() -> "second", stopped::add);
        assertThat(parts.isClosed()).isFalse();
        parts.close();
        assertThat(stopped).containsExactly("second", "first");
        parts.close();
        assertThat(stopped).hasSize(2);
    }

    @Test
    void nothingStartsAfterTheStop() {
        parts.close();
        assertThat(parts.isClosed()).isTrue();
        List<String> started = new ArrayList<>();
        assertThatThrownBy(() -> parts.add(() -> started.add("late"), part -> {}))
                .isInstanceOf(Parts.StoppedException.class);
        assertThat(started).isEmpty();
    }

    @Test
    void aPartThatCannotBeStoppedDoesNotKeepTheOthersFromIt() {
        String unused = parts.add(() -> "first", stopped::add);
        String stuck = parts.add(() -> "stuck", part -> {
            throw new IllegalStateException(part);
        });
        assertThatThrownBy(parts::close).hasMessage(stuck);
        assertThat(stopped).containsExactly("first");
    }
}
