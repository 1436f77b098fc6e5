package com.ingestlayer.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @ParameterizedTest
    @CsvSource({
        "jane.doe@acme.com, jane.doe@acme.com",
        "' Jane@ACME.Com ', Jane@acme.com",
        "o'brien+tag@a-b.co.uk, o'brien+tag@a-b.co.uk",
        "jürgen@müller.de, jürgen@xn--mller-kva.de",
        "a@xn--p1ai.xn--p1ai, a@xn--p1ai.xn--p1ai"
    })
    void anAddressIsRead(String text, String address) {
        assertThat(EmailAddress.parse(text)).map(EmailAddress::toString).hasValue(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "@",
                "jane",
                "jane@",
                "@acme.com",
                "jane@acme",
                "jane@ acme.com",
                "jane doe@acme.com",
                "jane@@acme.com",
                "a@b@acme.com",
                ".jane@acme.com",
                "jane.@acme.com",
                "ja..ne@acme.com",
                "\"jane\"@acme.com",
                "Jane <jane@acme.com>",
                "jane@-acme.com",
                "jane@acme-.com",
                "jane@acme..com",
                "jane@acme.com.",
                "jane@10.0.0.1",
                "jane@[10.0.0.1]",
                "jane@ac_me.com",
                "jane\u0000@acme.com"
            })
    void otherTextsAreNotRead(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void anAddressIsNoLongerThanMailServersAccept() {
        String domain = "b".repeat(61) + "." + "c".repeat(61) + "." + "d".repeat(61) + ".com";
        assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain)).isPresent();
        assertThat(EmailAddress.parse("a".repeat(65) + "@acme.com")).isEmpty();
        assertThat(EmailAddress.parse("a".repeat(64) + "@e.f" + domain)).isEmpty();
        assertThat(EmailAddress.parse("a@" + "b".repeat(64) + ".com")).isEmpty();
    }
}
