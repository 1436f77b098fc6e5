package com.ingestlayer.local.engines;

import com.ingestlayer.aws.AwsClients;
import com.ingestlayer.aws.Timeouts;
import com.ingestlayer.local.StackLayout;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** Makes clients of the engines as the adapters use them. */
public final class LocalServices {
    /** Long, because the first call of each kind is slow in an engine that has just started, even more on a busy machine. */
    private static final Timeouts PATIENCE = new Timeouts(
            Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofSeconds(30), 3, Duration.ofMillis(100));

    private LocalServices() {}

    /** Returns clients that call every service at the endpoint. */
    public static AwsClients at(URI endpoint) {
        return new AwsClients(
                Region.of(StackLayout.REGION),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")),
                service -> Optional.of(endpoint),
                PATIENCE);
    }
}
