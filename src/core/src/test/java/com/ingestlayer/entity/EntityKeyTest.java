package com.ingestlayer.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntityKeyTest {
    @ParameterizedTest
    @CsvSource({
        "u_42, true",
        "\uffff\ufffe, true",
        "a\ud83d\ude00, true",
        "a\ud83d, false",
        "\ude00a, false",
        "'', false"
    })
    void anIdMustBeEncodableAndNotTooLong(String id, boolean valid) {
        assertThat(EntityKey.isValidId(id)).isEqualTo(valid);
    }
}
