package com.ingestlayer.local.engines;

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
import java.util.Optional;

/** The engines through the client that the adapters have. */
public final class LocalServices {
    /** An engine that has just started takes long for its first call of a kind, and longer on a busy machine. */
    private static final AwsJsonService.Patience PATIENCE =
            new AwsJsonService.Patience(Duration.ofSeconds(30), Duration.ofSeconds(30), 3, Duration.ofMillis(100));

    private LocalServices() {}

    public static AwsService at(AwsProtocol protocol, URI endpoint) {
        return new AwsJsonService(
                protocol,
                new SignedPost(
                        protocol.service(),
                        new AwsPlace(StackLayout.REGION, endpoint),
                        () -> new Credentials("local", "local", Optional.empty()),
                        Duration.ofSeconds(2),
                        Clock.systemUTC()),
                PATIENCE);
    }
}
