package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.api.AwsJsonService;
import com.ingestlayer.aws.api.AwsPlace;
import com.ingestlayer.aws.api.AwsProtocol;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.aws.api.Credentials;
import com.ingestlayer.aws.api.EnvironmentCredentials;
import com.ingestlayer.aws.api.SignedPost;
import java.time.Clock;
import java.time.Duration;

/** The services as a function reaches them: in its own region, with its role's credentials. Thread-safe. */
public final class FunctionServices {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final FunctionVariables variables;
    private final Credentials.Source credentials;
    private final Clock clock;

    public FunctionServices(FunctionVariables variables, Clock clock) {
        this.variables = requireNonNull(variables, "variables is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.credentials = new EnvironmentCredentials(variables.environment(), clock);
    }

    /** A client of a service; makes no call. */
    public AwsService service(AwsProtocol protocol) {
        AwsJsonService.Patience patience = AwsJsonService.Patience.ofFunctions(
                variables.duration("INGESTLAYER_AWS_TIMEOUT", AwsJsonService.Patience.OF_AN_ATTEMPT));
        return new AwsJsonService(protocol, post(protocol.service(), protocol.service()), patience);
    }

    /**
     * POSTs to a service that does not speak AWS JSON.
     *
     * @param host the service's name in hosts
     * @param signingName its name in signatures
     */
    public SignedPost post(String host, String signingName) {
        return new SignedPost(signingName, AwsPlace.of(host, variables.environment()), credentials, CONNECT, clock);
    }
}
