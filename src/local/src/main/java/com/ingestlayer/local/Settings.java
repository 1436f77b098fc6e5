package com.ingestlayer.local;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.destination.RetrySchedule;
import com.ingestlayer.local.front.Cors;
import com.ingestlayer.local.logs.FunctionLog;
import com.ingestlayer.signature.SigningSecret;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the local stack runs.
 *
 * @param ports where it listens
 * @param root the project's directory, with the zips below it
 * @param configDir {@code infra/config}, or another directory of that form
 * @param apiKey the key that is put into the Keys table
 * @param webhookUrl where the pipelines send; empty for the receiver
 * @param retrySchedule of the delivery function, such as {@code 1s,2s,3s,4s}
 * @param deliveryConcurrency how many batches of deliveries may be under way at once, each in a process of its own
 * @param undeclared whether the ingress takes events that nobody has declared: {@code accept} or {@code reject}
 * @param cors which web pages may send events from a browser
 * @param variables what both functions see in their environment beside what the stack tells them; secrets that are not
 *     in the parameter store are looked up here
 * @param log given what the functions print
 * @param between who stands between the functions and the engines
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
    /** A laptop has few cores, and its receivers are quick. */
    public static final int DELIVERY_CONCURRENCY = 4;

    static final String SECRET_VARIABLE = "ACME_WEBHOOK";

    /** A directory with {@code ingress.zip} and {@code delivery.zip}, seen from the project's. */
    public static final String FUNCTIONS_VARIABLE = "INGESTLAYER_LOCAL_FUNCTIONS";

    private static final String IN_FLIGHT_VARIABLE = "INGESTLAYER_LOCAL_IN_FLIGHT_LIMIT";
    /** A standard queue's (SQS Developer Guide, "Amazon SQS message quotas"). */
    private static final String IN_FLIGHT_LIMIT = "120000";

    /** Ports; 0 for any free one. */
    public record Ports(int http, int receiver, int dynamoDb, int sqs, int ssm) {
        public static final Ports ANY = new Ports(0, 0, 0, 0, 0);
    }

    /** Which endpoints the functions are told, given the engines' own. A test puts a proxy here. */
    public interface Endpoints {
        Endpoints DIRECT = Told::new;

        /** What the functions are told. */
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

    /** The secret that the receiver checks signatures with. */
    String webhookSecret() {
        return SigningSecret.in(variables.get(SECRET_VARIABLE))
                .map(SigningSecret::value)
                .orElse("");
    }

    /** How many messages of the deliveries queue may be in flight. */
    int inFlightLimit() {
        return Integer.parseInt(variables.getOrDefault(IN_FLIGHT_VARIABLE, IN_FLIGHT_LIMIT));
    }

    /** The function's package: what the build made of it, unless a directory with other ones is named. */
    Path zipOf(String function) {
        return otherFunctions()
                .map(directory -> directory.resolve(function + ".zip"))
                .orElse(root.resolve("src").resolve(function).resolve("target/function.zip"));
    }

    /** What to do where a package is missing. */
    String howToHaveZips() {
        return otherFunctions().isPresent() ? FUNCTIONS_VARIABLE + " names that directory" : "run ./mvnw -Plocal";
    }

    private Optional<Path> otherFunctions() {
        return Optional.ofNullable(variables.get(FUNCTIONS_VARIABLE))
                .filter(name -> !name.isBlank())
                .map(root::resolve);
    }

    /** What {@code enrich.ip} looks into. */
    String ipDatabase() {
        return variables.getOrDefault("INGESTLAYER_IP_DATABASE", "");
    }

    /** Where the functions look for Bedrock. Nobody listens there unless told otherwise, so no text leaves the machine. */
    String bedrockUrl() {
        return variables.getOrDefault("INGESTLAYER_LOCAL_BEDROCK_URL", "http://localhost:9");
    }

    /**
     * What the environment asks for.
     *
     * @param environment the process's, over the project's {@code .env}
     * @param dotEnv the project's {@code .env}
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
        variables.keySet().removeIf(name -> name.startsWith("AWS_")); // a laptop's own account is not the stack's
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
                root.resolve("infra/config"),
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
