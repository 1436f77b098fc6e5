package com.ingestlayer.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureSchemeTest {
    /** {@code printf %s "$body" | openssl dgst -sha256 -hmac "$secret"}. */
    private static final ReceivedWebhook INGESTLAYER = new ReceivedWebhook(
            SignatureScheme.INGESTLAYER,
            Map.of("x-ingest-signature", "sha256=af61a68e0708c8da3fc3fba0b1866f544925d4e4f1b7a304b2df9f564e8430e4"),
            "{\"type\":\"order.paid\",\"order_id\":\"o_1\"}",
            "whsec_local_source",
            Instant.EPOCH);

    private static final ReceivedWebhook OUTSIDE_ASCII = new ReceivedWebhook(
            SignatureScheme.INGESTLAYER,
            Map.of("x-ingest-signature", "309507c3723b7a928b26da8515673ddd86f77c10c9811cf128bfe7a312ee6b54"),
            "{\"note\":\"größer 😀\"}",
            "geheim-ü",
            Instant.EPOCH);

    /** The example of the GitHub docs, "Validating webhook deliveries", "Testing the webhook payload validation". */
    private static final ReceivedWebhook GITHUB = new ReceivedWebhook(
            SignatureScheme.GITHUB,
            Map.of("x-hub-signature-256", "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"),
            "Hello, World!",
            "It's a Secret to Everybody",
            Instant.EPOCH);

    /** The test fixture of stripe-dotnet: event_test_signature.json and EventUtilityTest. */
    private static final ReceivedWebhook STRIPE = new ReceivedWebhook(
            SignatureScheme.STRIPE,
            Map.of(
                    "stripe-signature",
                    "t=1533204620,v1=2220f87ef101a04665f11cdf770523143f875572008577fa0f20882ddb9cc3c7,"
                            + "v0=63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef"),
            """
            {
              "id": "evt_123",
              "object": "event",
              "account": "acct_123",
              "api_version": "2017-05-25",
              "created": 1533204620,
              "data": {
                "object": {
                  "id": "cus_123",
                  "object": "customer",
                  "created": 123456789,
                  "email": "test@stripe.com",
                  "livemode": false,
                  "metadata": {}
                }
              },
              "livemode": false,
              "pending_webhooks": 1,
              "request": {
                "id": "req_123",
                "idempotency_key": "idempotency-key-123"
              },
              "type": "customer.created"
            }
            """,
            "webhook_secret",
            Instant.ofEpochSecond(1_533_204_620));

    /** The vector that the Standard Webhooks libraries and the Svix documentation share. */
    private static final ReceivedWebhook STANDARD_WEBHOOKS = new ReceivedWebhook(
            SignatureScheme.STANDARD_WEBHOOKS,
            Map.of(
                    "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
                    "webhook-timestamp", "1614265330",
                    "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
            "{\"test\": 2432232314}",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            Instant.ofEpochSecond(1_614_265_330));

    private static final String OTHER_HEX = "0".repeat(64);
    private static final String OTHER_BASE64 = "A".repeat(43) + "=";

    static Stream<ReceivedWebhook> vectors() {
        return Stream.of(INGESTLAYER, OUTSIDE_ASCII, GITHUB, STRIPE, STANDARD_WEBHOOKS);
    }

    static Stream<ReceivedWebhook> timestamped() {
        return Stream.of(STRIPE, STANDARD_WEBHOOKS);
    }

    private static void assertVerified(ReceivedWebhook webhook) {
        assertThatCode(webhook::verify).doesNotThrowAnyException();
    }

    private static void assertRefused(ReceivedWebhook webhook, String reason) {
        assertThatThrownBy(webhook::verify)
                .isInstanceOf(InvalidSignatureException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining(webhook.secret());
    }

    /**
     * Returns every text that differs from this one in one character of the same class: a digit becomes a digit, and so
     * on.
     */
    private static Stream<String> oneCharacterChanged(String text) {
        return IntStream.range(0, text.length())
                .mapToObj(i -> text.substring(0, i) + other(text.charAt(i)) + text.substring(i + 1));
    }

    private static char other(char c) {
        return c == 'f' || c == 'Z' || c == '9' ? (char) (c - 1) : (char) (c + 1);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aPublishedVectorIsVerified(ReceivedWebhook webhook) {
        assertVerified(webhook);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void oneChangedCharacterOfTheBodyIsDetected(ReceivedWebhook webhook) {
        oneCharacterChanged(webhook.body()).forEach(body -> assertRefused(webhook.withBody(body), "does not match"));
        assertRefused(webhook.withBody(webhook.body() + "\n"), "does not match");
        assertRefused(webhook.withBody(webhook.body() + "\0"), "does not match");
        assertRefused(webhook.withBody(webhook.body().substring(1)), "does not match");
        assertRefused(webhook.withBody(""), "does not match");
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void oneChangedCharacterOfTheSecretIsDetected(ReceivedWebhook webhook) {
        oneCharacterChanged(webhook.secret()).forEach(secret -> assertThatThrownBy(
                        () -> webhook.withSecret(secret).verify())
                .isInstanceOf(InvalidSignatureException.class));
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void oneChangedCharacterOfAnyHeaderIsDetected(ReceivedWebhook webhook) {
        webhook.headers().forEach((name, value) -> {
            String signed = value.replaceAll(",v0=.*", "");
            oneCharacterChanged(signed).forEach(changed -> assertThatThrownBy(
                            () -> webhook.with(name, before -> changed).verify())
                    .as(changed)
                    .isInstanceOf(InvalidSignatureException.class));
        });
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void aMissingHeaderIsReportedByName(ReceivedWebhook webhook) {
        for (String header : webhook.headers().keySet()) {
            assertThatThrownBy(() -> webhook.without(header).verify())
                    .isInstanceOf(InvalidSignatureException.class)
                    .message()
                    .isEqualToIgnoringCase("The " + header + " header is missing.");
        }
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void emptyHeadersAreRefused(ReceivedWebhook webhook) {
        for (String nothing :
                new String[] {"", " ", ",", ",,", "=", "v1", "v1,", "v1=", "sha256=", "t=,v1=", "v1, v1,"}) {
            ReceivedWebhook empty = webhook;
            for (String header : webhook.headers().keySet()) {
                empty = empty.with(header, value -> nothing);
            }
            assertThatThrownBy(empty::verify).as(nothing).isInstanceOf(InvalidSignatureException.class);
        }
    }

    @ParameterizedTest
    @MethodSource("timestamped")
    void aTimestampIsAcceptedForFiveMinutesInBothDirections(ReceivedWebhook webhook) {
        Instant signed = webhook.verifiedAt();
        Duration tolerance = Duration.ofMinutes(5);
        assertVerified(webhook.at(signed.plus(tolerance)));
        assertVerified(webhook.at(signed.minus(tolerance)));
        assertRefused(webhook.at(signed.plus(tolerance).plusMillis(1)), "is too old");
        assertRefused(webhook.at(signed.minus(tolerance).minusMillis(1)), "is in the future");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "-1533204620", "+1533204620", "1533204620.0", "1533204620123", "0x5b62d58c", "٣"})
    void aMalformedTimestampIsRefused(String timestamp) {
        assertRefused(STRIPE.with("stripe-signature", value -> value.replace("1533204620", timestamp)), "malformed");
        assertThatThrownBy(() -> STANDARD_WEBHOOKS
                        .with("webhook-timestamp", value -> timestamp)
                        .verify())
                .isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void ourOwnSchemeAcceptsBareAndUpperCaseHex() {
        assertVerified(INGESTLAYER.with("x-ingest-signature", value -> value.replace("sha256=", "")));
        assertVerified(INGESTLAYER.with(
                "x-ingest-signature",
                value -> "sha256=" + value.replace("sha256=", "").toUpperCase(java.util.Locale.ROOT)));
        assertRefused(GITHUB.with("x-hub-signature-256", value -> value.replace("sha256=", "")), "malformed");
        assertRefused(GITHUB.with("x-hub-signature-256", value -> value.replace("sha256=", "sha1=")), "malformed");
    }

    @Test
    void oneValidSignatureAmongSeveralIsEnough() {
        for (UnaryOperator<String> others : Stream.<UnaryOperator<String>>of(
                        value -> "sha256=" + OTHER_HEX + "," + value,
                        value -> value + ", sha256=" + OTHER_HEX,
                        value -> "nonsense," + value + ",")
                .toList()) {
            assertVerified(INGESTLAYER.with("x-ingest-signature", others));
            assertVerified(GITHUB.with("x-hub-signature-256", others));
        }
        assertVerified(STRIPE.with("stripe-signature", value -> value.replace(",v1=", ",v1=" + OTHER_HEX + ",v1=")));
        assertVerified(STRIPE.with("stripe-signature", value -> value + ",v1=" + OTHER_HEX));
        assertVerified(STRIPE.with("stripe-signature", value -> value + "," + value));
        assertVerified(STANDARD_WEBHOOKS.with("webhook-signature", value -> "v1," + OTHER_BASE64 + " " + value));
        assertVerified(STANDARD_WEBHOOKS.with("webhook-signature", value -> "v1a," + OTHER_BASE64 + " " + value));
    }

    @Test
    void spacesAndCommasAddedInTransitAreHarmless() {
        assertVerified(STRIPE.with("stripe-signature", value -> value.replace(",", ", ")));
        assertVerified(STRIPE.with("stripe-signature", value -> " " + value.replace(",", " , ")));
        String two = "v1," + OTHER_BASE64 + " v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
        for (String way : new String[] {two, two.replace(" ", ","), two.replace(",", ", "), two.replace(" ", ", ")}) {
            assertVerified(STANDARD_WEBHOOKS.with("webhook-signature", value -> way));
        }
    }

    @Test
    void twoTimestampsAreRefusedEvenIfOneIsValid() {
        assertRefused(STRIPE.with("stripe-signature", value -> "t=1533204621," + value), "malformed");
    }

    @Test
    void onlyTheSignatureOfTheSchemesOwnVersionCounts() {
        assertRefused(STRIPE.with("stripe-signature", value -> value.replaceAll("v1=[^,]*,v0", "v1")), "not match");
        assertRefused(STRIPE.with("stripe-signature", value -> value.replace("v1=", "v2=")), "malformed");
        assertRefused(STANDARD_WEBHOOKS.with("webhook-signature", value -> value.replace("v1,", "v2,")), "malformed");
        assertRefused(STANDARD_WEBHOOKS.with("webhook-signature", value -> value.replace("v1,", "")), "malformed");
    }

    @Test
    void standardWebhooksAcceptSvixHeadersAndSecretsWithoutPrefix() {
        Map<String, String> svix = new LinkedHashMap<>();
        STANDARD_WEBHOOKS.headers().forEach((name, value) -> svix.put(name.replace("webhook-", "svix-"), value));
        assertVerified(STANDARD_WEBHOOKS.withHeaders(svix));
        assertVerified(STANDARD_WEBHOOKS.withSecret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_", "whsec_local_development", "größer", "whsec_*"})
    void aSecretThatIsNotBase64VerifiesNoStandardWebhook(String secret) {
        assertThatThrownBy(() -> STANDARD_WEBHOOKS.withSecret(secret).verify())
                .isInstanceOf(InvalidSignatureException.class)
                .hasMessageContaining("is not base 64")
                .hasMessageNotContaining("development");
    }

    @Test
    void everySchemeIsFoundByName() {
        assertThat(Stream.of("ingestlayer", "stripe", "github", "standard-webhooks")
                        .map(name -> SignatureScheme.named(name).orElseThrow().text()))
                .containsExactly("ingestlayer", "stripe", "github", "standard-webhooks");
        assertThat(SignatureScheme.named("GITHUB")).isEmpty();
        assertThat(SignatureScheme.named("")).isEmpty();
    }
}
