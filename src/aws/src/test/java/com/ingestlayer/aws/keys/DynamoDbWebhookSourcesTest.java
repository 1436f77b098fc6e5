package com.ingestlayer.aws.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.source.SourceAuth;
import com.ingestlayer.source.WebhookSource;
import com.ingestlayer.source.WebhookSources;
import com.ingestlayer.source.WebhookSourcesContract;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class DynamoDbWebhookSourcesTest extends WebhookSourcesContract {
    private static final String HASH = KeyHash.of("token");
    private static final Map<String, AttributeValue> MINIMAL = Map.of(
            "kind", AttributeValue.fromS("source"),
            "name", AttributeValue.fromS("shopify"),
            "source_kind", AttributeValue.fromS("webhook.in"),
            "status", AttributeValue.fromS("active"));

    private final String table = TestEngines.newName();
    private final DynamoDbWebhookSources sources = new DynamoDbWebhookSources(TestEngines.dynamoDb(), table);
    private final DynamoDbApiKeys keys = new DynamoDbApiKeys(TestEngines.dynamoDb(), table);

    DynamoDbWebhookSourcesTest() {
        TestEngines.dynamoDb().createTable(TableSchemas.keys(table));
    }

    @Override
    protected WebhookSources sources() {
        return sources;
    }

    @Override
    protected void put(String tokenHash, WebhookSource source) {
        Map<String, AttributeValue> item = new HashMap<>(MINIMAL);
        item.put("name", AttributeValue.fromS(source.name()));
        item.put("status", AttributeValue.fromS(source.paused() ? "paused" : "active"));
        if (source.auth() instanceof SourceAuth.Hmac hmac) {
            item.put("auth", AttributeValue.fromS("hmac"));
            item.put("scheme", AttributeValue.fromS(hmac.signedAs().text()));
        } else if (source.auth() instanceof SourceAuth.Bearer bearer) {
            item.put("auth", AttributeValue.fromS("bearer"));
            item.put("bearer_hash", AttributeValue.fromS(bearer.tokenHash()));
        } else {
            item.put("auth", AttributeValue.fromS("none"));
        }
        source.rateLimit().ifPresent(limit -> {
            item.put("rate_per_second", AttributeValue.fromN(Integer.toString(limit.perSecond())));
            item.put("rate_burst", AttributeValue.fromN(Integer.toString(limit.burst())));
        });
        putItem(tokenHash, item);
    }

    @Override
    protected void revoke(String tokenHash) {
        putItem(tokenHash, with("status", "revoked"));
    }

    private void putItem(String hash, Map<String, AttributeValue> attributes) {
        Map<String, AttributeValue> item = new HashMap<>(attributes);
        item.put("key_hash", AttributeValue.fromS(hash));
        TestEngines.dynamoDb().putItem(request -> request.tableName(table).item(item));
    }

    private static Map<String, AttributeValue> with(String attribute, String value) {
        Map<String, AttributeValue> item = new HashMap<>(MINIMAL);
        item.put(attribute, AttributeValue.fromS(value));
        return item;
    }

    @Test
    void unsetAttributesHaveDefaults() {
        putItem(HASH, MINIMAL);
        assertThat(sources.find(HASH))
                .hasValue(new WebhookSource(
                        "shopify", new SourceAuth.Hmac(SignatureScheme.INGESTLAYER), false, Optional.empty()));
    }

    @Test
    void theBurstDefaultsToOneSecond() {
        Map<String, AttributeValue> item = new HashMap<>(MINIMAL);
        item.put("rate_per_second", AttributeValue.fromN("50"));
        putItem(HASH, item);
        assertThat(sources.find(HASH).orElseThrow().rateLimit()).hasValue(new RateLimit(50, 50));
    }

    @Test
    void apiKeysAndSourcesAreDistinct() {
        putItem(HASH, Map.of("name", AttributeValue.fromS("web"), "status", AttributeValue.fromS("active")));
        assertThat(keys.find(HASH)).isPresent();
        assertThat(sources.find(HASH)).isEmpty();
        putItem(HASH, MINIMAL);
        assertThat(keys.find(HASH)).isEmpty();
        assertThat(sources.find(HASH)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"kind, sauce", "source_kind, sdk.event", "status, revoked", "status, ''", "status, Active"})
    void otherItemsAreNotFound(String attribute, String value) {
        putItem(HASH, with(attribute, value));
        assertThat(sources.find(HASH)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "auth, basic, unknown auth \"basic\"",
        "auth, '', unknown auth \"\"",
        "scheme, shopify, unknown scheme \"shopify\"",
        "auth, bearer, tokenHash is not 64 lower-case hex digits",
        "name, ../secrets/acme-webhook, not a source's name",
    })
    void anInvalidItemIsRejectedWithTheReason(String attribute, String value, String reason) {
        putItem(HASH, with(attribute, value));
        assertThatThrownBy(() -> sources.find(HASH))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("in the Keys table")
                .hasMessageContaining(reason);
    }

    @Test
    void anUnreachableTableIsUnavailable() {
        DynamoDbWebhookSources unreachable =
                new DynamoDbWebhookSources(TestEngines.dynamoDbAt(URI.create("http://localhost:1")), table);
        assertThatThrownBy(() -> unreachable.find(HASH)).isInstanceOf(UnavailableException.class);
    }
}
