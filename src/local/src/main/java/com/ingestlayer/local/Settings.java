package com.ingestlayer.local;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.config.Configuration;
import com.ingestlayer.destination.RetrySchedule;
import com.ingestlayer.ip.IpKnowledge;
import com.ingestlayer.local.front.Cors;
import com.ingestlayer.local.logs.FunctionLog;
import com.ingestlayer.signature.SigningSecret;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The settings of a local stack.
 *
 * @param ports where the stack listens
 * @param root the project's directory, with the zips below it
 * @param configDir {@code infra/config}, or another directory with the same layout
 * @param apiKey the key that is put into the Keys table
 * @param webhookUrl where the pipelines send to; empty for the stack's own receiver
 * @param retrySchedule the waits between the attempts of a delivery, such as {@code 1s,2s,3s,4s}
 * @param deliveryConcurrency how many batches of deliveries may be in progress at the same time, each in a process of its own
 * @param undeclared whether the ingress function accepts events of undeclared types: {@code accept} or {@code reject}
 * @param cors which web pages may send events from a browser
 * @param variables the environment of both functions, to which the stack adds its own variables; a secret that is not in the
 *     parameter store is looked up here
 * @param log receives what the functions print
 * @param between decides which endpoints the functions call
 */
public record Settings(
        Ports ports,
        Path root,
        Path configDir,
        String apiKey,
        Optional<String> webhookUrl,
        String retrySchedule,
        int deliveryConcurrency,
        String undeclared,
        Cors cors,
        Map<String, String> variables,
        FunctionLog log,
        Endpoints between) {
    /** Few batches at a time, because a laptop has few cores and its receivers answer quickly. */
    public static final int DELIVERY_CONCURRENCY = 4;

    static final String SECRET_VARIABLE = "ACME_WEBHOOK";

    /**
     * The variable that names a directory with {@code ingress.zip} and {@code delivery.zip}, relative to the project's directory.
     */
    public static final String FUNCTIONS_VARIABLE = "INGESTLAYER_LOCAL_FUNCTIONS";

    static final String CONFIG_VARIABLE = "INGESTLAYER_LOCAL_CONFIG";

    static final String DATA_VARIABLE = "INGESTLAYER_LOCAL_DATA";

    private static final String IN_FLIGHT_VARIABLE = "INGESTLAYER_LOCAL_IN_FLIGHT_LIMIT";

    /** The limit of a standard queue (SQS Developer Guide, "Amazon SQS message quotas"). */
    private static final String IN_FLIGHT_LIMIT = "120000";

    /** The ports to listen on; 0 stands for any free one. */
    public record Ports(int http, int receiver, int dynamoDb, int sqs, int ssm) {
        public static final Ports ANY = new Ports(0, 0, 0, 0, 0);
    }

    /** Chooses the endpoints that the functions call, given those of the engines. A test puts proxies in between. */
    public interface Endpoints {
        Endpoints DIRECT = Told::new;

        /** The endpoints that the functions call. */
        record Told(URI dynamoDb, URI sqs, URI ssm) {}

        Told told(URI dynamoDb, URI sqs, URI ssm);
    }

    public Settings {
        requireNonNull(ports, "ports is null");
        requireNonNull(root, "root is null");
        requireNonNull(configDir, "configDir is null");
        requireNonNull(apiKey, "apiKey is null");
        requireNonNull(webhookUrl, "webhookUrl is null");
        requireNonNull(retrySchedule, "retrySchedule is null");
        requireNonNull(undeclared, "undeclared is null");
        requireNonNull(cors, "cors is null");
        variables = Map.copyOf(variables);
        requireNonNull(log, "log is null");
        requireNonNull(between, "between is null");
    }

    /** Returns the secret with which the receiver checks signatures; empty when there is none. */
    String webhookSecret() {
        return SigningSecret.in(variables.get(SECRET_VARIABLE))
                .map(SigningSecret::value)
                .orElse("");
    }

    /** Returns how many messages of the deliveries queue may be in flight. */
    int inFlightLimit() {
        return Integer.parseInt(variables.getOrDefault(IN_FLIGHT_VARIABLE, IN_FLIGHT_LIMIT));
    }

    /** Returns the function's package: the one that the build made, or one from the directory that the settings name. */
    Path zipOf(String function) {
        return otherFunctions()
                .map(directory -> directory.resolve(function + ".zip"))
                .orElse(root.resolve("src").resolve(function).resolve("target/function.zip"));
    }

    /** Returns what to do when a package is missing. */
    String howToHaveZips() {
        return otherFunctions().isPresent() ? FUNCTIONS_VARIABLE + " names that directory" : "run ./mvnw -Plocal";
    }

    private Optional<Path> otherFunctions() {
        return directory(variables, FUNCTIONS_VARIABLE, root);
    }

    /** Returns the directory that keeps tables, queues and parameters; empty when they end with the stack. */
    Optional<Path> dataDir() {
        return directory(variables, DATA_VARIABLE, root);
    }

    /** Returns the absolute names of the databases of {@code enrich.ip}, separated by commas; empty when there are none. */
    String ipDatabase() {
        return IpKnowledge.files(configDir, Optional.ofNullable(variables.get(Configuration.IP_DATABASE))).stream()
                .map(Path::toString)
                .collect(Collectors.joining(","));
    }

    /**
     * Returns the endpoint at which the functions call Bedrock. By default nothing listens there, so no text leaves the machine.
     */
    String bedrockUrl() {
        return variables.getOrDefault("INGESTLAYER_LOCAL_BEDROCK_URL", "http://localhost:9");
    }

    /**
     * Reads the settings from variables.
     *
     * @param environment the variables of this process, which take precedence over {@code .env}
     * @param dotEnv the variables of the project's {@code .env}
     * @param root the project's directory
     * @throws InvalidSettingsException when a variable has no valid value
     */
    public static Settings from(Map<String, String> environment, Map<String, String> dotEnv, Path root)
            throws InvalidSettingsException {
        Map<String, String> all = new HashMap<>(dotEnv);
        all.putAll(environment);
        String schedule = all.getOrDefault("INGESTLAYER_RETRY_SCHEDULE", "30s,2m,10m,1h");
        try {
            RetrySchedule.parse(schedule);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException("INGESTLAYER_RETRY_SCHEDULE: " + e.getMessage());
        }
        Map<String, String> variables = new HashMap<>(all);
        variables
                .keySet()
                .removeIf(name -> name.startsWith("AWS_")); // the stack must not use the AWS account of whoever runs it
        variables.putIfAbsent(SECRET_VARIABLE, "whsec_local_development");
        refuseNoNumber(all.getOrDefault(IN_FLIGHT_VARIABLE, IN_FLIGHT_LIMIT));
        return new Settings(
                new Ports(
                        port(all, "HTTP", 8080),
                        port(all, "RECEIVER", 8090),
                        port(all, "DYNAMODB", 8000),
                        port(all, "SQS", 9324),
                        port(all, "SSM", 8001)),
                root,
                directory(all, CONFIG_VARIABLE, root).orElse(root.resolve("infra/config")),
                all.getOrDefault("INGESTLAYER_LOCAL_API_KEY", "il_local_development"),
                Optional.ofNullable(all.get("WEBHOOK_URL")).filter(url -> !url.isBlank()),
                schedule,
                DELIVERY_CONCURRENCY,
                all.getOrDefault("INGESTLAYER_UNDECLARED", "accept"),
                cors(all.getOrDefault("INGESTLAYER_LOCAL_CORS_ORIGINS", "")),
                variables,
                log(all.getOrDefault("INGESTLAYER_LOCAL_LOGS", "text")),
                Endpoints.DIRECT);
    }

    /** Returns the directory that a variable names, relative to the project's; empty when the variable is unset or blank. */
    private static Optional<Path> directory(Map<String, String> all, String variable, Path root) {
        return Optional.ofNullable(all.get(variable))
                .filter(name -> !name.isBlank())
                .map(root::resolve);
    }

    private static void refuseNoNumber(String limit) throws InvalidSettingsException {
        if (!limit.matches("[1-9][0-9]{0,8}")) {
            throw new InvalidSettingsException(
                    IN_FLIGHT_VARIABLE + ": expected a number of messages from 1, found \"" + limit + "\"");
        }
    }

    private static Cors cors(String origins) throws InvalidSettingsException {
        try {
            return Cors.parse(origins);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingsException("INGESTLAYER_LOCAL_CORS_ORIGINS: " + e.getMessage());
        }
    }

    private static FunctionLog log(String form) throws InvalidSettingsException {
        return switch (form) {
            case "text" -> FunctionLog.READABLE;
            case "json" -> FunctionLog.RAW;
            default ->
                throw new InvalidSettingsException(
                        "INGESTLAYER_LOCAL_LOGS: expected text or json, found \"" + form + "\"");
        };
    }

    private static int port(Map<String, String> all, String name, int otherwise) throws InvalidSettingsException {
        String variable = "INGESTLAYER_LOCAL_PORT_" + name;
        String text = all.getOrDefault(variable, Integer.toString(otherwise));
        if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65_535) {
            throw new InvalidSettingsException(variable + ": expected a port from 0 to 65535, found \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }
}
