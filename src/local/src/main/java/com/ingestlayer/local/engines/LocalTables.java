package com.ingestlayer.local.engines;

import com.ingestlayer.aws.TableSchemas;
import com.ingestlayer.aws.api.AwsJsonService;
import com.ingestlayer.aws.api.AwsPlace;
import com.ingestlayer.aws.api.AwsProtocol;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.aws.api.Credentials;
import com.ingestlayer.aws.api.SignedPost;
import com.ingestlayer.local.StackLayout;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The stack's tables in DynamoDB Local, made through the client that the adapters have. */
final class LocalTables {
    /** An engine that has just started takes long for its first call of a kind, and longer on a busy machine. */
    private static final AwsJsonService.Patience PATIENCE =
            new AwsJsonService.Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), 3, Duration.ofMillis(100));

    private LocalTables() {}

    static AwsService serviceAt(URI endpoint) {
        return new AwsJsonService(
                AwsProtocol.DYNAMODB,
                new SignedPost(
                        AwsProtocol.DYNAMODB.service(),
                        new AwsPlace(StackLayout.REGION, endpoint),
                        () -> new Credentials("local", "local", Optional.empty()),
                        Duration.ofSeconds(2),
                        Clock.systemUTC()),
                PATIENCE);
    }

    static void create(AwsService dynamoDb) {
        dynamoDb.call("CreateTable", TableSchemas.events(StackLayout.EVENTS_TABLE));
        dynamoDb.call("CreateTable", TableSchemas.entities(StackLayout.ENTITIES_TABLE));
        dynamoDb.call("CreateTable", TableSchemas.state(StackLayout.STATE_TABLE));
        dynamoDb.call("CreateTable", TableSchemas.keys(StackLayout.KEYS_TABLE));
        for (String table : List.of(StackLayout.EVENTS_TABLE, StackLayout.STATE_TABLE)) {
            dynamoDb.call("UpdateTimeToLive", TableSchemas.expiry(table));
        }
    }
}
