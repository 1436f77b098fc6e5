package com.ingestlayer.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.signature.SigningSecret;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextRedactionTest {
    private final TextRedaction redaction =
            new TextRedaction(Optional.of(new HashKey(new SigningSecret("a key of 16 bytes and more"))));

    private String masked(String text) {
        return redaction.found(text, Treatment.MASK, new SearchedTexts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Write to ada@acme.com.                      | Write to a***@acme.com.",
                "a@acme.com                                  | ***@acme.com",
                "Ada <ada.l+news@mail.acme.co.uk>, now       | Ada <a***@mail.acme.co.uk>, now",
                "'ada@acme.com'                              | 'a***@acme.com'",
                "ADA@ACME.COM                                | A***@ACME.COM",
                "jürgen@müller.example                       | j***@müller.example",
                "email=ada@acme.com&x=1                      | email=a***@acme.com&x=1",
                "mailto:ada%40acme.com?subject=hi            | mailto:a***@acme.com?subject=hi",
                "{\"email\":\"ada\\u0040acme.com\"}          | {\"email\":\"a***@acme.com\"}",
                "ada&#64;acme.com                            | a***@acme.com",
                "ada&#x40;acme.com                           | a***@acme.com",
                "ada＠acme.com                                | a***@acme.com",
                "ada@acme.com.1                              | a***@acme.com.1",
                "paid with 4242424242424242 today            | paid with ***4242 today",
                "paid with 4242 4242 4242 4242, thanks       | paid with ***4242, thanks",
                "3782-822463-10005                           | ***0005",
                "card_5555555555554444                       | card_***4444",
                "2 4242 4242 4242 4242 12                    | 2 ***4242 12",
                "cards 4242424242424242 5555555555554444     | cards ***4242 ***4444",
                "4242%204242%204242%204242                   | ***4242",
                "Call +49 170 1234567!                       | Call ***67!",
                "Call +49 (0)170 123 45-67                   | Call ***67",
                "+1-555-123-4567                             | ***67",
                "(555) 123-4567                              | ***67",
                "555-123-4567                                | ***67",
                "0170 1234567                                | ***67",
                "Tel. 030/12345678                           | Tel. ***78",
                "01701234567                                 | ***67",
                "01 23 45 67 89                              | ***89",
                "0049 170 1234567                            | ***67",
                "%2B491701234567                             | ***67",
                "phone +49 170 1234567 2026-01-31            | phone ***67 2026-01-31",
                "from 203.0.113.42.                          | from 203.0.113.***.",
                "ip=203.0.113.42:8080                        | ip=203.0.113.***:8080",
                "from 2001:db8:85a3::8a2e:370:7334, once     | from 2001:db8:85a3:***, once",
                "[2001:0db8::1]:443                          | [2001:db8:0:***]:443",
                "ip:2001:db8::1                              | ip:2001:db8:0:***",
                "::ffff:10.0.0.1                             | ***",
                "DE89 3704 0044 0532 0130 00                 | DE***3000",
                "to DE89370400440532013000 please            | to DE***3000 please",
                "to DE89 3704 0044 0532 0130 00 please       | to DE***3000 please",
                "gb82west12345698765432                      | gb***5432",
                "key AKIAIOSFODNN7EXAMPLE in use             | key *** in use",
                "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc       | ***",
                "il_live_0123456789abcdef                    | ***",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw     | ***",
                "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a | ***",
                "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U | ***",
                "Authorization: Bearer abcdef123456          | Authorization: Bearer ***",
                "Basic YWRhOmh1bnRlcjI=                      | Basic ***",
                "password=hunter2 ok                         | password=*** ok",
                "db_password=abc                             | db_password=***",
                "DB_PASSWORD%3Dhunter2%26x                   | DB_PASSWORD%3D***%26x",
                "password: hunter2                           | password: ***",
                "{\"password\":\"a, b c\",\"x\":1}           | {\"password\":\"***\",\"x\":1}",
                "\\\"api_key\\\": \\\"some words\\\"         | \\\"api_key\\\": \\\"***\\\"",
                "postgres://app:s3cret@db/x | postgres://app:***@db/x",
                "https://ada:s3cret@acme.com/x | https://ada:***/x",
            })
    void findingsAreMasked(String text, String expected) {
        assertThat(masked(text)).isEqualTo(expected);
    }

    @Test
    void aPrivateKeyIsMaskedToItsEnd() {
        String key = "-----BEGIN RSA PRIVATE KEY-----\nMIIBOgIBAAJBAK\nq3x==\n-----END RSA PRIVATE KEY-----";
        assertThat(masked("key: " + key + " end")).isEqualTo("key: *** end");
        assertThat(masked("key: " + key.substring(0, 50))).isEqualTo("key: ***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Payment failed for the third time; please look into it today.",
                "Order 2026-000123, 12 items, 1,234.50 EUR, due 2026-01-31",
                "evt_01J9ZQ4YV3S5T6W7X8Y9Z0A1B2 and dlv_01J9ZQ4YV3S5T6W7X8Y9Z0A1B2",
                "550e8400-e29b-41d4-a716-446655440000",
                "4b825dc6-42cb-4eb9-4242-424242424242",
                "commit 9fceb02d0ae598e95dc970b74767f19372d61af8",
                "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "a4242424242424242f",
                "2026-01-31T10:00:00.500+01:00",
                "Sat, 31 Jan 2026 10:00:00 +0100",
                "at 1769853600000 ms, or 1769853600 s",
                "Open 0900-1700 and 10:30:45",
                "version 1.20.3 replaces v1.2.3.4",
                "lodash@4.17.21 and @acme/sdk@1.0.0-rc.1",
                "std::vector, Foo::bar, add::face",
                "00:1A:2B:3C:4D:5E",
                "the password is required, password: required",
                "token: string, secret: optional",
                "Basic understanding, bearer bonds, token ring",
                "US$ 5, $100, 100%, 50%25",
                "invoice 0000123456, ORD-0170-123456, INV-2026-0001234",
                "ISBN 978-3-16-148410-0",
                "+1500000 EUR",
                "4242424242424241",
                "12345678901234567890123456789012345678901234567890",
                "acct_1032D82eZvKYlo2C, cus_9s6XKzkNRiz8i3, ch_3MmlLrLkdIwHu7ix0snN0B15",
                "u_42 has plan free & source ads; see https://acme.example/a?b=c#d",
                "\"Zahlung fehlgeschlagen\" – bitte prüfen … 日本語",
                "sk-learn-based-models-are-harmless-here",
            })
    void harmlessTextStaysAsItIs(String text) {
        assertThat(masked(text)).isEqualTo(text);
    }

    @Test
    void aHashIsKeyedAndDeterministic() {
        String hashed = redaction.found("ada@acme.com", Treatment.HASH, new SearchedTexts());
        assertThat(hashed).matches("[0-9a-f]{64}").isEqualTo(redaction.hash("ada@acme.com"));
        assertThat(redaction.found("<ada%40acme.com>", Treatment.HASH, new SearchedTexts()))
                .isEqualTo("<" + hashed + ">");
        assertThat(new HashKey(new SigningSecret("another key of 16 bytes")).hash("ada@acme.com"))
                .isNotEqualTo(hashed);
    }

    @Test
    void aHashIsHmacSha256() {
        assertThat(new HashKey(new SigningSecret("Jefe, and 12 more")).hash("what do ya want for nothing?"))
                .isEqualTo("ff4a27cd8e80e81da10cf63356679456328c09ce1664c6a8de9ca3f9ffc96000");
    }

    @Test
    void aWeakKeyIsRefusedAndNeverShown() {
        assertThatThrownBy(() -> new HashKey(new SigningSecret("short")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("short\"");
        assertThat(new HashKey(new SigningSecret("a key of 16 bytes and more")).toString())
                .doesNotContain("a key of");
    }

    @Test
    void strippedValuesLeaveNothingBehind() {
        assertThat(redaction.found("Mail ada@acme.com or call +491701234567.", Treatment.STRIP, new SearchedTexts()))
                .isEqualTo("Mail  or call .");
    }

    @Test
    void rawTextStays() {
        assertThat(redaction.found("ada@acme.com", Treatment.RAW, new SearchedTexts()))
                .isEqualTo("ada@acme.com");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ada@acme.com        | a***@acme.com",
                "203.0.113.42        | 203.0.113.***",
                "+49 170 1234567     | ***67",
                "4242 4242 4242 4242 | ***4242",
                "Ada Lovelace        | A***",
                "Ada <ada@acme.com>  | A***",
                "😀😀                | 😀***",
                "x                   | ***",
            })
    void aWholeValueIsMaskedByItsKind(String text, String expected) {
        assertThat(TextRedaction.masked(text, new SearchedTexts())).isEqualTo(expected);
    }

    @Test
    void anEmptyValueIsMaskedToo() {
        assertThat(TextRedaction.masked("", new SearchedTexts())).isEqualTo("***");
    }
}
