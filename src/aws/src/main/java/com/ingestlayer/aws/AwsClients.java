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
 * The one place that says how clients of AWS behave: where services are, with whose credentials they are called, how long a call
 * may take and how often it is made. It builds clients, each when it is first asked for, and configures the builders of those
 * who build theirs otherwise. Nothing is called before a client is used. Thread-safe.
 */
public final class AwsClients {
    /** These threads cancel calls that take too long. Cancelling may block until the socket times out, so there are two. */
    private static final int TIMERS = 2;

    /** The SDK must not look for the AWS CLI's files, because a function has none. It asks for them at each call. */
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

    /** Where services are that are neither in AWS nor where {@code AWS_ENDPOINT_URL_…} and {@code AWS_ENDPOINT_URL} say. */
    @FunctionalInterface
    public interface Endpoints {
        /** @param service as hosts call it, such as {@code bedrock-runtime} */
        Optional<URI> find(String service);

        /**
         * What the environment says (AWS SDKs and Tools Reference Guide, "Service-specific endpoints"). What it finds throws
         * IllegalStateException when it is no URL.
         *
         * @param environment gives the value of a variable, or null
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
                // told below
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
     * The clients of a function: in its own region, with its role's credentials, which are in its environment or, as under
     * SnapStart, at the address that {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} names, where they are renewed in time.
     *
     * @throws IllegalStateException when there is no region, or a variable makes no sense
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
     * Builds a client that makes every call once, when it is first asked for.
     *
     * @param time how long a call may take
     */
    public Supplier<BedrockRuntimeClient> bedrock(Duration time) {
        return new Lazy<>(() -> configure(BedrockRuntimeClient.builder(), time).build());
    }

    /** The account's own host is not used, so that all calls of a function share their connections whatever its credentials say. */
    public DynamoDbClientBuilder configure(DynamoDbClientBuilder builder) {
        return configure("dynamodb", patience, builder).accountIdEndpointMode(AccountIdEndpointMode.DISABLED);
    }

    /** MD5 sums of messages are not compared: TLS protects them on the way, and a sum that does not fit would send them twice. */
    public SqsClientBuilder configure(SqsClientBuilder builder) {
        return configure("sqs", patience, builder).checksumValidationEnabled(false);
    }

    public SsmClientBuilder configure(SsmClientBuilder builder) {
        return configure("ssm", patience, builder);
    }

    /** Configures a builder that was made elsewhere as {@link #bedrock} configures its own. */
    public BedrockRuntimeClientBuilder configure(BedrockRuntimeClientBuilder builder, Duration time) {
        BedrockRuntimeClientBuilder configured = configure("bedrock-runtime", patience.once(time), builder);
        return configured.overrideConfiguration(configured.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new AnswerLimit())
                .build());
    }

    /**
     * The builder of any other service's client.
     *
     * @param service as hosts call it, such as {@code cloudformation}
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
        // This replaces the HTTP client or builder that is set already, because a builder refuses to have both.
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
        // A thread is woken for each task that becomes the next one. With this task always before them, none of the
        // calls' is.
        Future<?> unused = timers.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.SECONDS);
        return timers;
    }

    /** A value that is made when it is first asked for, once. */
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

    /** Connections as the JDK makes and keeps them, through the proxy that it selects. */
    private static final class Connections {
        /** Beside the worker threads' connections, one for the function's own thread; the JDK keeps five unless told. */
        private static final String KEPT_CONNECTIONS = "17";

        /** Services keep a connection for about a minute, the JDK for 5 s unless told. */
        private static final String KEPT_SECONDS = "50";

        private Connections() {}

        /** Not in a static block, which a native program has run when it was built. */
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

        /** Rounded up: a wait that ends a part of a millisecond before a deadline would leave time for one attempt too many. */
        private static int millis(Duration duration) {
            return Math.toIntExact(Math.max(1, duration.plusNanos(999_999).toMillis()));
        }
    }
}
