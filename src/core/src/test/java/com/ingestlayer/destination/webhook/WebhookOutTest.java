package com.ingestlayer.destination.webhook;

import static com.ingestlayer.pipeline.PipelineTesting.pipeline;
import static com.ingestlayer.pipeline.PipelineTesting.problemsOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.destination.RetrySchedule;
import com.ingestlayer.yaml.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookOutTest {
    /** The settings begin on line 6. */
    private static String file(String settings) {
        return """
                name: p
                status: active
                destinations:
                  - webhook.out:
                      url: https://a.example/hooks
                """ + settings.lines().map(line -> "      " + line + "\n").reduce("", String::concat);
    }

    private static WebhookOut webhook(String settings) {
        return (WebhookOut) pipeline(file(settings)).destinations().get(0);
    }

    private static void assertRefused(String settings, int line, String message) {
        List<Problem> problems = problemsOf(file(settings));
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.file()).isEqualTo("p.yaml");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void missingSettingsHaveDefaults() {
        assertThat(webhook(""))
                .isEqualTo(new WebhookOut(
                        "webhook.out",
                        "https://a.example/hooks",
                        new Auth.None(),
                        Map.of(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void authMayNameOneSecretOrSeveral() {
        assertThat(webhook("auth: { type: hmac, secret: \"${secret:a}\" }").auth())
                .isEqualTo(new Auth.Hmac(List.of("a")));
        assertThat(webhook("auth: { type: hmac, secrets: [\"${secret:new}\", \"${secret:old}\"] }")
                        .auth())
                .isEqualTo(new Auth.Hmac(List.of("new", "old")));
        assertThat(webhook("auth: { type: hmac, secrets: [\"${secret:a}\"], scheme: ingestlayer }")
                        .auth())
                .isEqualTo(new Auth.Hmac(List.of("a")));
        assertThat(webhook("auth: { type: bearer, secret: \"${secret:a}\" }").auth())
                .isEqualTo(new Auth.Bearer("a"));
    }

    @Test
    void theSchemeMayBeStandardWebhooks() {
        assertThat(webhook("auth: { type: hmac, scheme: standard-webhooks, secret: \"${secret:a}\" }")
                        .auth())
                .isEqualTo(new Auth.Standard(List.of("a")));
        assertThat(webhook(
                                "auth: { type: hmac, scheme: standard-webhooks, secrets: [\"${secret:a}\",\"${secret:b}\"] }")
                        .auth())
                .isEqualTo(new Auth.Standard(List.of("a", "b")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "type: hmac | \"secret\" is missing",
                "type: hmac, secret: | expected \"${secret:name}\"",
                "type: hmac, secrets: [] | found 0 secrets, expected a list of 1 to 5 secrets",
                "type: hmac, secrets: \"${secret:a}\" | expected a list of 1 to 5 secrets",
                "type: hmac, secrets: [\"${secret:a}\", \"${secret:a}\"] | the secret \"a\" is listed twice",
                "type: hmac, secrets: [\"${secret:a}\", plain] | a secret itself never stands in a file",
                "type: hmac, secret: \"${secret:a}\", secrets: [\"${secret:b}\"] | either \"secret\" or \"secrets\"",
                "type: hmac, secret: \"${secret:a}\", scheme: standard-webhook | did you mean \"standard-webhooks\"?",
                "type: hmac, secret: \"${secret:a}\", scheme: stripe | expected one of ingestlayer, standard-webhooks",
                "type: hmac, secret: \"${secret:a}\", scheme: [] | expected ingestlayer, standard-webhooks",
                "type: bearer, secrets: [\"${secret:a}\"] | unknown \"secrets\"; did you mean \"secret\"?",
                "type: bearer, secret: \"${secret:a}\", scheme: standard-webhooks | unknown \"scheme\"",
                "type: none, secret: \"${secret:a}\" | unknown \"secret\"",
                "type: hmca | unknown auth type \"hmca\"; did you mean \"hmac\"?",
                "secret: \"${secret:a}\" | \"type\" is missing, expected none, bearer, hmac",
            })
    void aWrongAuthIsReportedWithItsLine(String auth, String message) {
        assertRefused("auth: { " + auth + " }", 6, message);
    }

    @Test
    void sixSecretsAreReportedAtTheList() {
        assertRefused("""
                auth:
                  type: hmac
                  secrets:
                    - ${secret:a}
                    - ${secret:b}
                    - ${secret:c}
                    - ${secret:d}
                    - ${secret:e}
                    - ${secret:f}
                """, 9, "found 6 secrets, expected a list of 1 to 5 secrets");
        assertRefused(
                "auth:\n  type: hmac\n  secrets:\n    - ${secret:a}\n    - whsec_x\n", 10, "never stands in a file");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth: whsec_in_the_file",
                "auth: [whsec_in_the_file]",
                "auth: { type: hmac, secret: whsec_in_the_file }",
                "auth: { type: hmac, secret: \"${secret:whsec_in_the_file\" }",
                "auth: { type: hmac, secrets: whsec_in_the_file }",
                "auth: { type: hmac, secrets: [whsec_in_the_file, whsec_in_the_file] }",
                "auth: { type: bearer, secret: whsec_in_the_file }",
            })
    void aSecretInAFileIsNeverRepeatedInAMessage(String auth) {
        assertThat(problemsOf(file(auth)).toString())
                .contains("p.yaml:6: expected ")
                .doesNotContain("in_the_file");
    }

    @Test
    void headersKeepTheirOrderAndVariablesAreReplaced() {
        assertThat(webhook("""
                        headers:
                          X-Team: growth
                          x-level: 3
                          X-Where: "${env:REGION:-eu} (${env:ZONE:-})"
                          X-Empty: ""
                          Authorization: Basic abc
                        """).headers())
                .containsExactly(
                        Map.entry("X-Team", "growth"),
                        Map.entry("x-level", "3"),
                        Map.entry("X-Where", "eu ()"),
                        Map.entry("X-Empty", ""),
                        Map.entry("Authorization", "Basic abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Ingestlayer-Signature",
                "x-ingestlayer-anything",
                "webhook-id",
                "Webhook-Anything",
                "Content-Type",
                "content-length",
                "HOST",
                "Connection",
                "Accept-Encoding",
                "Transfer-Encoding",
                "Upgrade",
                "TE",
                "Trailer",
                "Keep-Alive",
                "Proxy-Authorization",
                "proxy-connection",
                "Expect",
                "User-Agent",
                "traceparent"
            })
    void aReservedNameIsRefused(String name) {
        assertRefused("headers:\n  X-Team: growth\n  " + name + ": x", 8, "the header \"" + name + "\" is reserved");
    }

    @Test
    void authorizationIsReservedIfAuthIsBearer() {
        assertRefused(
                "headers: { authorization: x }\nauth: { type: bearer, secret: \"${secret:a}\" }",
                6,
                "the header \"authorization\" is reserved");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"X Team\": a | \"X Team\" is no name of a header",
                "\"X-Team:\": a | is no name of a header",
                "\"\": a | is no name of a header",
                "X-Tëam: a | is no name of a header",
                "X-Team: | found nothing, expected printable ASCII",
                "X-Team: [a] | found a list",
                "X-Team: \" a\" | expected printable ASCII",
                "X-Team: \"a \" | expected printable ASCII",
                "X-Team: \"a\\r\\nX-Other: b\" | expected printable ASCII",
                "X-Team: \"a\\tb\" | expected printable ASCII",
                "X-Team: \"a\\0\" | expected printable ASCII",
                "X-Team: größe | expected printable ASCII",
                "X-Team: \"${secret:acme}\" | found ${…}, expected printable ASCII",
                "X-Team: \"${other}\" | only ${env:NAME} is replaced in it",
                "X-Team: \"${env:NOT_SET}\" | the environment variable NOT_SET is not set",
                "X-Team: \"${env:NOT_SET:-ü}\" | expected printable ASCII",
            })
    void aWrongHeaderIsReportedWithItsLine(String header, String message) {
        assertRefused("headers:\n  X-Right: a\n  " + header, 8, message);
    }

    @Test
    void aHeaderMayOccurOnlyOnceWhateverItsCase() {
        assertRefused("headers:\n  X-Team: a\n  x-team: b", 8, "the header \"x-team\" stands here twice");
        assertRefused("headers: [X-Team]", 6, "expected headers such as { X-Team: growth }");
    }

    @Test
    void aDestinationMayHaveItsOwnSchedule() {
        assertThat(webhook("retry: [1s, 2m, 3h, 719m]").retry()).hasValue(RetrySchedule.parse("1s,2m,3h,719m"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "retry: [30s, 2m, 10m]         | 6 | found 3, expected exactly four waits",
                "retry: [30s, 2m, 10m, 1h, 2h] | 6 | found 5, expected exactly four waits",
                "retry: []                     | 6 | found 0, expected exactly four waits",
                "retry: 30s                    | 6 | expected exactly four waits, such as [30s, 2m, 10m, 1h]",
                "retry:                        | 6 | expected exactly four waits",
                "retry: [30s, 2m, 10m, 12h]    | 6 | a wait is at most 11h59m (719m)",
                "retry: [30s, 2m, 10m, 1d]     | 6 | a wait is at most 11h59m (719m)",
                "retry: [0s, 2m, 10m, 1h]      | 6 | expected a duration such as 30s",
                "retry: [30, 2m, 10m, 1h]      | 6 | \"30\": expected a duration such as 30s",
                "retry: [-1s, 2m, 10m, 1h]     | 6 | expected a duration such as 30s",
                "retrys: [30s, 2m, 10m, 1h]    | 6 | did you mean \"retry\"?",
            })
    void aWrongScheduleIsReportedWithItsLine(String settings, int line, String message) {
        assertRefused(settings, line, message);
    }

    @Test
    void aWrongWaitIsReportedWithItsOwnLine() {
        assertRefused("retry:\n  - 30s\n  - 2m\n  - 13h\n  - 1h", 9, "a wait is at most 11h59m");
    }
}
