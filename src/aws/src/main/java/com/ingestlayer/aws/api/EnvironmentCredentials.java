package com.ingestlayer.aws.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The credentials of a function's role: those in its environment, or where there are none, as under SnapStart, those of the
 * address in {@code AWS_CONTAINER_CREDENTIALS_FULL_URI} (AWS SDKs and Tools Reference Guide, "Container credential
 * provider"), which are asked for anew before they expire. Thread-safe.
 */
public final class EnvironmentCredentials implements Credentials.Source {
    /** How long before their end credentials are taken for old, so that no request outlives them. */
    private static final Duration EARLY = Duration.ofMinutes(5);

    /** How long old credentials do, where there were no new ones to be had. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private static final int TIMEOUT_MILLIS = 2000;

    private final UnaryOperator<String> environment;
    private final Clock clock;
    private Temporary known = new Temporary(new Credentials("", "", Optional.empty()), Instant.EPOCH, Instant.EPOCH);

    private record Temporary(Credentials credentials, Instant until, Instant askAgainAt) {}

    /** @param environment gives the value of a variable, or null */
    public EnvironmentCredentials(UnaryOperator<String> environment, Clock clock) {
        this.environment = requireNonNull(environment, "environment is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Credentials current() {
        String key = environment.apply("AWS_ACCESS_KEY_ID");
        String secret = environment.apply("AWS_SECRET_ACCESS_KEY");
        if (key != null && secret != null) {
            return new Credentials(key, secret, Optional.ofNullable(environment.apply("AWS_SESSION_TOKEN")));
        }
        String uri = environment.apply("AWS_CONTAINER_CREDENTIALS_FULL_URI");
        if (uri == null) {
            throw new AwsException("no AWS credentials are in the environment", null);
        }
        return ofContainer(uri);
    }

    private synchronized Credentials ofContainer(String uri) {
        Instant now = clock.instant();
        if (now.isBefore(known.askAgainAt()) && now.isBefore(known.until())) {
            return known.credentials();
        }
        try {
            known = ask(uri);
        } catch (IOException | RuntimeException e) {
            if (!now.isBefore(known.until())) {
                throw new AwsException("the role's credentials could not be had", e);
            }
            known = new Temporary(known.credentials(), known.until(), now.plus(PAUSE));
        }
        return known.credentials();
    }

    private Temporary ask(String uri) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(uri).toURL().openConnection();
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        Optional<String> token = token();
        if (token.isPresent()) {
            connection.setRequestProperty("Authorization", token.get());
        }
        try (InputStream body = connection.getInputStream()) {
            JsonNode json = Json.read(body);
            Instant until = Instant.parse(json.path("Expiration").asText());
            return new Temporary(
                    new Credentials(
                            json.path("AccessKeyId").textValue(),
                            json.path("SecretAccessKey").textValue(),
                            Optional.ofNullable(json.path("Token").textValue())),
                    until,
                    until.minus(EARLY));
        }
    }

    private Optional<String> token() throws IOException {
        String file = environment.apply("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
        return file == null
                ? Optional.ofNullable(environment.apply("AWS_CONTAINER_AUTHORIZATION_TOKEN"))
                : Optional.of(Files.readString(Path.of(file)).strip());
    }
}
