package com.ingestlayer.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayPathTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "/v1/entities/user/u_42,  /v1/entities/user/u_42",
                "/a b,                    /a%20b",
                "/100%,                   /100%25",
                "/a%2Fb,                  /a%252Fb",
                "/é😀,                    /%C3%A9%F0%9F%98%80",
                "/a/../.,                 /a/../.",
                "/a//b///,                /a/%2Fb/%2F%2F",
                "/a/,                     /a%2F",
                "/,                       /",
                "``,                      /",
                "a,                       /",
                "/{a};b=c?d#e,            /%7Ba%7D%3Bb%3Dc%3Fd%23e",
            })
    void pathsAreEncodedForRouting(String decoded, String encoded) {
        assertThat(GatewayPath.encode(decoded)).isEqualTo(encoded);
    }

    @ParameterizedTest
    @CsvSource({"\ud834, /%3F", "\ud834x, /%3Fx"})
    void anUnpairedSurrogateBecomesAQuestionMark(String half, String encoded) {
        assertThat(GatewayPath.encode("/" + half)).isEqualTo(encoded);
    }
}
