package com.ingestlayer.aws.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.Sha256;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

class SignatureV4Test {
    /** Of AWS's published test suite ("aws-sig-v4-test-suite"), as are the signatures that are written out here. */
    private static final Instant SUITE_TIME = Instant.parse("2015-08-30T12:36:00Z");

    private static final String SUITE_SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String SUITE_TOKEN =
            "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBu"
                    + "FqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT"
                    + "7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fP"
                    + "OLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==";

    private static final String HASH = "x-amz-content-sha256";

    private static Map<String, String> suite(Optional<String> token, Map<String, String> headers, String body) {
        return new SignatureV4("us-east-1", "service")
                .sign(
                        new Credentials("AKIDEXAMPLE", SUITE_SECRET, token),
                        url("https://example.amazonaws.com/"),
                        headers,
                        body.getBytes(UTF_8),
                        SUITE_TIME);
    }

    private static String suiteAuthorization(String names, String signature) {
        return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=" + names
                + ", Signature=" + signature;
    }

    @Test
    void postVanillaIsSignedAsPublished() {
        assertThat(suite(Optional.empty(), Map.of(), ""))
                .isEqualTo(Map.of(
                        "x-amz-date",
                        "20150830T123600Z",
                        "authorization",
                        suiteAuthorization(
                                "host;x-amz-date",
                                "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")));
    }

    @Test
    void postWithAFormIsSignedAsPublished() {
        Map<String, String> form = Map.of("content-type", "application/x-www-form-urlencoded");
        assertThat(suite(Optional.empty(), form, "Param1=value1"))
                .containsEntry(
                        "authorization",
                        suiteAuthorization(
                                "content-type;host;x-amz-date",
                                "ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"));
    }

    @Test
    void postWithASessionTokenIsSignedAsPublished() {
        assertThat(suite(Optional.of(SUITE_TOKEN), Map.of(), ""))
                .containsEntry("x-amz-security-token", SUITE_TOKEN)
                .containsEntry(
                        "authorization",
                        suiteAuthorization(
                                "host;x-amz-date;x-amz-security-token",
                                "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead"));
    }

    /** A request to sign. */
    private record Case(
            String region, Credentials credentials, URL target, Map<String, String> headers, String body, Instant now) {
        static Case random(int seed) {
            Random random = new Random(seed);
            String body = text(random, "{}\":aü漢\n\0", random.nextInt(3) * random.nextInt(5000));
            Map<String, String> headers = new HashMap<>(Map.of(HASH, Sha256.hex(body.getBytes(UTF_8))));
            for (int i = random.nextInt(6); i > 0; i--) {
                headers.put("x-" + text(random, "abc-", 8) + i, text(random, "aZ0./:;=,\"'{}ü", 40));
            }
            Optional<String> token =
                    random.nextBoolean() ? Optional.of(text(random, "aZ09+/=", 400)) : Optional.empty();
            return new Case(
                    random.nextBoolean() ? "eu-central-1" : "us-gov-west-1",
                    new Credentials("AKID" + seed, text(random, "aZ09+/", 40), token),
                    url(ENDPOINTS.get(random.nextInt(ENDPOINTS.size())) + path(random)),
                    headers,
                    body,
                    Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)));
        }

        private static final List<String> ENDPOINTS = List.of(
                "https://sqs.eu-central-1.amazonaws.com",
                "https://localhost:443",
                "http://localhost:80",
                "http://localhost:443",
                "http://127.0.0.1:9324",
                "http://[::1]:8000");

        private static final List<String> PARTS =
                List.of("a", "Z9", "-._~", "%3A", "%20", "%C3%BC", "%2F", ":", "@", "+", "*");

        private static String path(Random random) {
            StringBuilder path = new StringBuilder(random.nextBoolean() ? "/" : "");
            for (int i = random.nextInt(6); i > 0 && !path.isEmpty(); i--) {
                path.append(PARTS.get(random.nextInt(PARTS.size()))).append(random.nextInt(4) == 0 ? "/b" : "");
            }
            return path.toString();
        }

        private static String text(Random random, String alphabet, int length) {
            StringBuilder text = new StringBuilder();
            random.ints(length, 0, alphabet.length()).forEach(i -> text.append(alphabet.charAt(i)));
            return text.toString();
        }

        String ours(SignatureV4 signature) {
            return signature
                    .sign(credentials, target, headers, body.getBytes(UTF_8), now)
                    .get("authorization");
        }

        String awss() {
            SdkHttpRequest.Builder request =
                    SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(URI.create(target.toString()));
            headers.forEach(request::putHeader);
            AwsCredentialsIdentity identity = credentials
                    .sessionToken()
                    .<AwsCredentialsIdentity>map(token -> AwsSessionCredentialsIdentity.create(
                            credentials.accessKeyId(), credentials.secretAccessKey(), token))
                    .orElseGet(() ->
                            AwsCredentialsIdentity.create(credentials.accessKeyId(), credentials.secretAccessKey()));
            return AwsV4HttpSigner.create()
                    .sign(sign -> sign.identity(identity)
                            .request(request.build())
                            .payload(ContentStreamProvider.fromUtf8String(body))
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sqs")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                            .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(now, ZoneOffset.UTC)))
                    .request()
                    .firstMatchingHeader("Authorization")
                    .orElseThrow();
        }
    }

    static Stream<Case> cases() {
        return IntStream.range(0, 300).mapToObj(Case::random);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aRequestIsSignedAsAwssOwnClientSignsIt(Case request) {
        assertThat(request.ours(new SignatureV4(request.region(), "sqs"))).isEqualTo(request.awss());
    }

    @Test
    void anotherDayAndAnotherSecretHaveKeysOfTheirOwn() {
        SignatureV4 signature = new SignatureV4("eu-central-1", "sqs");
        Case first = Case.random(1);
        Case nextDay = new Case(
                "eu-central-1",
                first.credentials(),
                first.target(),
                first.headers(),
                first.body(),
                first.now().plus(Duration.ofDays(1)));
        Case otherSecret = new Case(
                "eu-central-1",
                new Credentials(first.credentials().accessKeyId(), "other", Optional.empty()),
                first.target(),
                first.headers(),
                first.body(),
                nextDay.now());
        for (Case each : List.of(nextDay, otherSecret, nextDay)) {
            assertThat(each.ours(signature)).isEqualTo(each.awss());
        }
    }

    private static URL url(String text) {
        try {
            return URI.create(text).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
