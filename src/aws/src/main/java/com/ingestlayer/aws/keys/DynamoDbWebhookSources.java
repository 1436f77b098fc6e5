package com.ingestlayer.aws.keys;

import static com.ingestlayer.aws.keys.DynamoDbApiKeys.rateLimitOf;
import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.optionalTextOf;
import static com.ingestlayer.aws.table.Attributes.text;

import com.ingestlayer.aws.StoreBreaker;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.source.SourceAuth;
import com.ingestlayer.source.WebhookSource;
import com.ingestlayer.source.WebhookSources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Looks up webhook sources: the items of the Keys table whose {@code kind} is {@code source} and whose
 * {@code source_kind} is that of webhooks, by the SHA-256 of the token in their URL. A source whose {@code status} is neither {@code active} nor {@code paused} counts as deleted.
 * Thread-safe.
 */
public final class DynamoDbWebhookSources implements WebhookSources {
    /** The value of {@code kind} for sources. API keys have no {@code kind}. */
    public static final String KIND = "source";

    private static final String TABLE = "the Keys table";

    private final Table table;
    private final StoreBreaker breaker = new StoreBreaker(TABLE);

    public DynamoDbWebhookSources(DynamoDbClient dynamoDb, String tableName) {
        this.table = new Table(dynamoDb, tableName, TABLE, Runnable::run);
    }

    /** @throws IllegalStateException when the item is invalid, so that its webhooks cannot be checked */
    @Override
    public Optional<WebhookSource> find(String tokenHash) {
        Map<String, AttributeValue> item = table.get(item("key_hash", text(tokenHash)), breaker);
        String status = optionalTextOf(item, "status").orElse("");
        return optionalTextOf(item, "kind").equals(Optional.of(KIND))
                        && optionalTextOf(item, "source_kind").equals(Optional.of(WebhookSource.KIND))
                        && List.of("active", "paused").contains(status)
                ? Optional.of(source(item, status.equals("paused")))
                : Optional.empty();
    }

    static WebhookSource source(Map<String, AttributeValue> item, boolean paused) {
        String name = optionalTextOf(item, "name").orElse("");
        try {
            return new WebhookSource(name, authOf(item), paused, rateLimitOf(item));
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("the source \"" + name + "\" in the Keys table: " + e.getMessage(), e);
        }
    }

    private static SourceAuth authOf(Map<String, AttributeValue> item) {
        String auth = optionalTextOf(item, "auth").orElse("hmac");
        return switch (auth) {
            case "hmac" -> new SourceAuth.Hmac(schemeOf(item));
            case "bearer" ->
                new SourceAuth.Bearer(optionalTextOf(item, "bearer_hash").orElse(""));
            case "none" -> new SourceAuth.None();
            default -> throw new IllegalArgumentException("unknown auth \"" + auth + "\"");
        };
    }

    private static SignatureScheme schemeOf(Map<String, AttributeValue> item) {
        String scheme = optionalTextOf(item, "scheme").orElse(SignatureScheme.INGESTLAYER.text());
        return SignatureScheme.named(scheme)
                .orElseThrow(() -> new IllegalArgumentException("unknown scheme \"" + scheme + "\""));
    }
}
