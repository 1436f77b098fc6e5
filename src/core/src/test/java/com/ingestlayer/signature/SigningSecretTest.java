package com.ingestlayer.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningSecretTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\n", "\r\n", " ", "\t", "\u000b", "\f", "\u00a0", "\u2003", "\u2028", "\u3000", "\ufeff", " \n \n"
            })
    void whiteSpaceAroundASecretIsRemoved(String space) {
        assertThat(new SigningSecret(space + "whsec a\nb" + space).value()).isEqualTo("whsec a\nb");
        assertThat(SigningSecret.in(space + "x" + space)).hasValue(new SigningSecret("x"));
        assertThat(SigningSecret.in(space)).isEmpty();
        assertThatThrownBy(() -> new SigningSecret(space)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "\u001c", "\u200b", "\u0085"})
    void charactersThatJavaScriptDoesNotTrimAreKept(String other) {
        assertThat(new SigningSecret("x" + other).value()).isEqualTo("x" + other);
    }

    @Test
    void whiteSpaceDoesNotMakeAShortSecretLongEnough() {
        assertThat(new SigningSecret("fifteen-bytes-x" + " ".repeat(20)).weakness())
                .isPresent();
    }
}
