package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.telemetry.FunctionVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.defaultsmode.DefaultsMode;
import software.amazon.awssdk.awscore.endpoints.AccountIdEndpointMode;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClientBuilder;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.SqsClientBuilder;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.SsmClientBuilder;

/**
 * Defines how the clients of AWS behave: their endpoints, credentials, time-outs and retries. It builds each client
 * on first use, and configures builders that other code (such as a Quarkus extension) has created. No AWS call is
 * made before a client is used. Thread-safe.
 */
public final class AwsClients {
    /**
     * These threads cancel calls that take too long. A cancellation may block until the socket times out, so there
     * are two.
     */
    private static final int TIMERS = 2;

    /**
     * An empty set of profiles. Without it, the SDK looks for the AWS CLI's files at every call, and a function has
     * none.
     */
    private static final ProfileFile NO_PROFILES = ProfileFile.aggregator().build();

    private final Region region;
    private final AwsCredentialsProvider credentials;
    private final Endpoints endpoints;
    private final Timeouts patience;
    private final Lazy<ScheduledExecutorService> timers = new Lazy<>(AwsClients::startTimers);
    private final Lazy<DynamoDbClient> dynamoDb =
            new Lazy<>(() -> configure(DynamoDbClient.builder()).build());
    private final Lazy<SqsClient> sqs =
            new Lazy<>(() -> configure(SqsClient.builder()).build());
    private final Lazy<SsmClient> ssm =
            new Lazy<>(() -> configure(SsmClient.builder()).build());

    /**
     * Overrides the endpoints of services that are neither in AWS nor at the URL in {@code AWS_ENDPOINT_URL_…} or
     * {@code AWS_ENDPOINT_URL}.
     */
    @FunctionalInterface
    public interface Endpoints {
        /** @param service the service's name as used in host names, such as {@code bedrock-runtime} */
        Optional<URI> find(String service);

        /**
         * Returns the endpoints that the environment names (AWS SDKs and Tools Reference Guide, "Service-specific
         * endpoints"). Its {@code find} throws IllegalStateException when a value is not a URL.
         *
         * @param environment returns the value of a variable, or null
         */
        static Endpoints in(UnaryOperator<String> environment) {
            return service -> {
                String own =
                        "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT).replace('-', '_');
                return List.of(own, "AWS_ENDPOINT_URL").stream()
                        .filter(variable -> environment.apply(variable) != null)
                        .findFirst()
                        .map(variable -> url(variable, environment.apply(variable)));
            };
        }

        private static URI url(String variable, String text) {
            try {
                URI url = new URI(text);
                if (url.getHost() != null && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
                    return url;
                }
            } catch (URISyntaxException e) {
                // reported below
            }
            throw FunctionVariables.wrong(variable, "a URL of http or https", text);
        }
    }

    public AwsClients(Region region, AwsCredentialsProvider credentials, Endpoints endpoints, Timeouts patience) {
        this.region = requireNonNull(region, "region is null");
        this.credentials = requireNonNull(credentials, "credentials is null");
        this.endpoints = requireNonNull(endpoints, "endpoints is null");
        this.patience = requireNonNull(patience, "patience is null");
        Connections.keep();
    }

    /**
     * Returns the clients of a function: for its own region, with the credentials of its role. Lambda provides these
     * in the environment or, under SnapStart, at the address in {@code AWS_CONTAINER_CREDENTIALS_FULL_URI}, where
     * they are renewed in time.
     *
     * @throws IllegalStateException when the region is missing or a variable has an invalid value
     */
    public static AwsClients ofFunction(FunctionVariables variables) {
        return new AwsClients(
                Region.of(variables.get("AWS_REGION")),
                AwsCredentialsProviderChain.of(
                        EnvironmentVariableCredentialsProvider.create(),
                        ContainerCredentialsProvider.builder().build()),
                Endpoints.in(variables.environment()),
                Timeouts.ofFunctions(variables.duration("INGESTLAYER_AWS_TIMEOUT", Timeouts.OF_AN_ATTEMPT)));
    }

    public DynamoDbClient dynamoDb() {
        return dynamoDb.get();
    }

    public SqsClient sqs() {
        return sqs.get();
    }

    public SsmClient ssm() {
        return ssm.get();
    }

    /**
     * Returns a supplier that builds the client on first use. The client never retries.
     *
     * @param time the limit for a whole call
     */
    public Supplier<BedrockRuntimeClient> bedrock(Duration time) {
        return new Lazy<>(() -> configure(BedrockRuntimeClient.builder(), time).build());
    }

    /**
     * Configures the builder and disables the account-specific host name, so that all calls of a function share their
     * connections whatever its credentials say.
     */
    public DynamoDbClientBuilder configure(DynamoDbClientBuilder builder) {
        return configure("dynamodb", patience, builder).accountIdEndpointMode(AccountIdEndpointMode.DISABLED);
    }

    /**
     * Configures the builder and disables the comparison of MD5 sums: TLS already protects messages in transit, and a
     * mismatch would send them twice.
     */
    public SqsClientBuilder configure(SqsClientBuilder builder) {
        return configure("sqs", patience, builder).checksumValidationEnabled(false);
    }

    public SsmClientBuilder configure(SsmClientBuilder builder) {
        return configure("ssm", patience, builder);
    }

    /** Configures an existing builder the way {@link #bedrock} configures its own. */
    public BedrockRuntimeClientBuilder configure(BedrockRuntimeClientBuilder builder, Duration time) {
        BedrockRuntimeClientBuilder configured = configure("bedrock-runtime", patience.once(time), builder);
        return configured.overrideConfiguration(configured.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new AnswerLimit())
                .build());
    }

    /**
     * Configures the builder of any other service's client.
     *
     * @param service the service's name as used in host names, such as {@code cloudformation}
     */
    public <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B configure(String service, B builder) {
        return configure(service, patience, builder);
    }

    private <B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>, C> B configure(
            String service, Timeouts how, B builder) {
        SdkHttpClient http = Connections.client(how);
        ClientOverrideConfiguration override = builder.overrideConfiguration().toBuilder()
                .apiCallAttemptTimeout(how.attempt())
                .apiCallTimeout(how.whole())
                .retryStrategy(new Attempts(how))
                .scheduledExecutorService(timers.get())
                .defaultProfileFileSupplier(() -> NO_PROFILES)
                .build();
        endpoints.find(service).ifPresent(builder::endpointOverride);
        // Replaces any HTTP client or HTTP client builder that is already set, because a client builder rejects
        // having both.
        return builder.httpClientBuilder(defaults -> http)
                .overrideConfiguration(override)
                .region(region)
                .credentialsProvider(credentials)
                .defaultsMode(DefaultsMode.LEGACY);
    }

    private static ScheduledExecutorService startTimers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(TIMERS, task -> {
            Thread thread = new Thread(task, "aws-timer");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true); // nearly every call ends in time
        // The executor wakes a thread for each task that becomes the next to run. This task is always due earlier
        // than those of the calls, so they wake none.
        Future<?> unused = timers.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.SECONDS);
        return timers;
    }

    /** A value that is created once, on first use. */
    private static final class Lazy<T> implements Supplier<T> {
        private final Supplier<T> make;
        private T made;

        Lazy(Supplier<T> make) {
            this.make = make;
        }

        @Override
        public synchronized T get() {
            if (made == null) {
                made = make.get();
            }
            return made;
        }
    }

    /** Connections that the JDK creates and keeps alive, through the proxy that it selects. */
    private static final class Connections {
        /**
         * One connection for each worker thread, and one for the function's own thread. The JDK's default is five.
         */
        private static final String KEPT_CONNECTIONS = "17";

        /** In seconds. Services keep an idle connection for about a minute; the JDK's default is 5 s. */
        private static final String KEPT_SECONDS = "50";

        private Connections() {}

        /** Sets the properties at run time: a static block would run while a native executable is built. */
        static void keep() {
            setUnlessSet("http.maxConnections", KEPT_CONNECTIONS);
            setUnlessSet("http.keepAlive.time.server", KEPT_SECONDS);
        }

        private static void setUnlessSet(String property, String value) {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        }

        static SdkHttpClient client(Timeouts patience) {
            return UrlConnectionHttpClient.create(endpoint -> {
                try {
                    HttpURLConnection connection =
                            (HttpURLConnection) endpoint.toURL().openConnection();
                    connection.setUseCaches(false);
                    connection.setConnectTimeout(millis(patience.connect()));
                    // Interrupting a thread does not end its wait for a socket, so the socket has a time-out of its
                    // own.
                    connection.setReadTimeout(millis(Attempts.timeOfAttempt(patience)));
                    return patience.attempts() == 1 ? connection : new BufferedRequest(connection);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }

        /**
         * Rounds up: a wait that ends a fraction of a millisecond before a deadline would leave time for one attempt
         * too many.
         */
        private static int millis(Duration duration) {
            return Math.toIntExact(Math.max(1, duration.plusNanos(999_999).toMillis()));
        }
    }
}
