package com.ingestlayer.aws;

import com.ingestlayer.telemetry.FunctionVariables;
import com.ingestlayer.telemetry.Telemetry;
import io.smallrye.config.Expressions;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;

/**
 * Produces what both functions need: a clock, the variables, the telemetry, and the clients of AWS. Only CDI uses this
 * class. Producing a client makes no call.
 */
@Singleton
public final class FunctionWiring {
    @Produces
    @Singleton
    public Clock clock() {
        return Clock.systemUTC();
    }

    /**
     * Produces the variables by which the stack configures a function. They come from its environment or, for example
     * in dev mode and in tests, from another source of the configuration. A value is returned unchanged: an expression
     * in it, such as <code>${name}</code>, is not expanded.
     */
    @Produces
    @Singleton
    public FunctionVariables variables(Config config) {
        return new FunctionVariables(name ->
                Expressions.withoutExpansion(() -> config.getConfigValue(name).getValue()));
    }

    @Produces
    @Singleton
    public Telemetry telemetry(FunctionVariables variables, Clock clock) {
        return Telemetry.start(System.out, variables, clock);
    }

    @Produces
    @Singleton
    public AwsClients clients(FunctionVariables variables) {
        return AwsClients.ofFunction(variables);
    }

    // Quarkus' extensions create the builders, as application.properties says. AwsClients then sets the endpoint,
    // credentials and time-outs, which come from the environment at run time.

    @Produces
    @Singleton
    public DynamoDbClient dynamoDb(DynamoDbClientBuilder builder, AwsClients clients) {
        return clients.configure(builder).build();
    }

    @Produces
    @Singleton
    public SqsClient sqs(SqsClientBuilder builder, AwsClients clients) {
        return clients.configure(builder).build();
    }

    @Produces
    @Singleton
    public SsmClient ssm(SsmClientBuilder builder, AwsClients clients) {
        return clients.configure(builder).build();
    }
}
