package com.ingestlayer.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.access.KeyHash;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Somebody else's system that sends webhooks to a source of the stack, and signs them by its own lights: nothing here is
 * shared with what verifies them.
 *
 * @param scheme of {@code auth} hmac; empty for none
 * @param secret what it signs with
 */
record WebhookSender(String name, String scheme, String secret) {
    /** The secret of Standard Webhooks senders, which is base 64. */
    static final String BASE64_SECRET =
            "whsec_" + Base64.getEncoder().encodeToString("of a standard sender".getBytes(UTF_8));

    static WebhookSender signing(String scheme) {
        return new WebhookSender(
                scheme.equals("ingestlayer") ? "ours" : scheme,
                scheme,
                scheme.equals("standard-webhooks") ? BASE64_SECRET : "whsec_of_" + scheme);
    }

    String token() {
        return "whk_" + name;
    }

    WebhookSender withSecret(String other) {
        return new WebhookSender(name, scheme, other);
    }

    /** Makes its source, as an operator would: an item in the Keys table, a secret in the parameter store. */
    void register(TestStack stack) {
        putItem(stack, Map.of("scheme", scheme));
        try (SsmClient ssm = SsmClient.builder()
                .endpointOverride(stack.local.parameters().endpoint())
                .region(Region.of(StackLayout.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            ssm.putParameter(put -> put.name("/ingestlayer/sources/" + name)
                    .value(secret)
                    .type(ParameterType.SECURE_STRING)
                    .overwrite(true));
        }
    }

    /** Makes a source without a secret. */
    void putItem(TestStack stack, Map<String, String> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(Map.of(
                "key_hash", AttributeValue.fromS(KeyHash.of(token())),
                "kind", AttributeValue.fromS("source"),
                "source_kind", AttributeValue.fromS("webhook.in"),
                "name", AttributeValue.fromS(name),
                "status", AttributeValue.fromS("active")));
        attributes.forEach((attribute, value) -> item.put(attribute, AttributeValue.fromS(value)));
        stack.local.engines().dynamoDb().putItem(put -> put.tableName(StackLayout.KEYS_TABLE)
                .item(item));
    }

    /** The headers that prove where a body comes from. */
    Map<String, String> sign(byte[] body, Instant at) {
        String seconds = Long.toString(at.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        switch (scheme) {
            case "ingestlayer" ->
                headers.put("X-Ingest-Signature", "sha256=" + hex(hmac(secret.getBytes(UTF_8), "", body)));
            case "github" ->
                headers.put("X-Hub-Signature-256", "sha256=" + hex(hmac(secret.getBytes(UTF_8), "", body)));
            case "stripe" ->
                headers.put(
                        "Stripe-Signature",
                        "t=" + seconds + ",v1=" + hex(hmac(secret.getBytes(UTF_8), seconds + ".", body)));
            default -> {
                byte[] key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
                headers.put("webhook-id", "msg_" + seconds);
                headers.put("webhook-timestamp", seconds);
                headers.put(
                        "webhook-signature",
                        "v1,"
                                + Base64.getEncoder()
                                        .encodeToString(hmac(key, "msg_" + seconds + "." + seconds + ".", body)));
            }
        }
        return headers;
    }

    HttpResponse<String> send(TestStack stack, Map<String, String> headers, byte[] body) throws Exception {
        HttpRequest.Builder request = stack.request("/whk/" + token());
        headers.forEach(request::header);
        return stack.send(request.POST(BodyPublishers.ofByteArray(body)).build());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static byte[] hmac(byte[] key, String before, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            mac.update(before.getBytes(UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
