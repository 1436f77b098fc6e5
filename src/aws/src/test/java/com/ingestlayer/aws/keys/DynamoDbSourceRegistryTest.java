package com.ingestlayer.aws.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.UnavailableException;
import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.source.SourceRegistry;
import com.ingestlayer.source.SourceRegistryContract;
import com.ingestlayer.source.WebhookSources;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DynamoDbSourceRegistryTest extends SourceRegistryContract {
    private final String table = TestEngines.newName();

    DynamoDbSourceRegistryTest() {
        TestEngines.dynamoDb().createTable(TableSchemas.keys(table));
    }

    @Override
    protected SourceRegistry registry() {
        return new DynamoDbSourceRegistry(TestEngines.dynamoDb(), table);
    }

    @Override
    protected WebhookSources lookup() {
        return new DynamoDbWebhookSources(TestEngines.dynamoDb(), table);
    }

    @Test
    void anApiKeyIsNotASource() {
        String hash = KeyHash.of("il_live_x");
        new DynamoDbKeyRegistry(TestEngines.dynamoDb(), table)
                .add(new RegisteredKey(
                        hash,
                        Optional.empty(),
                        new ApiKey("web", "sdk.event", Set.of(), Optional.empty()),
                        true,
                        Optional.empty()));
        assertThat(registry().list()).isEmpty();
        assertThat(registry().pause(hash, true)).isFalse();
        assertThat(registry().revoke(hash)).isFalse();
    }

    @Test
    void anUnreachableTableIsUnavailable() {
        SourceRegistry unreachable =
                new DynamoDbSourceRegistry(TestEngines.dynamoDbAt(URI.create("http://localhost:1")), table);
        assertThatThrownBy(unreachable::list).isInstanceOf(UnavailableException.class);
    }
}
