package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.aws.api.AwsException;
import com.ingestlayer.aws.api.AwsRefusedException;
import com.ingestlayer.aws.api.AwsService;
import com.ingestlayer.json.Json;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.signature.SigningSecret;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;

/**
 * Secrets as SecureStrings of the Systems Manager parameter store. A secret is remembered for {@link #REMEMBERED}, for
 * {@link #RENEWED} where it did not fit, and for longer while the store does not answer or refuses to. Thread-safe.
 */
public final class SsmSecrets implements Secrets {
    private static final Logger LOG = Logger.getLogger(SsmSecrets.class);

    /** How long it takes at most until a changed secret is used. */
    public static final Duration REMEMBERED = Duration.ofMinutes(5);

    /** How long it takes at most until a changed secret is used where the old one does not fit. */
    public static final Duration RENEWED = Duration.ofSeconds(10);

    /** Names in a call (Systems Manager API Reference, "GetParameters"). */
    private static final int MAX_NAMES = 10;

    private static final String STORE = "the parameter store";

    /** The code of a refusal for a name that nothing was put under. */
    static final String NOT_FOUND = "ParameterNotFound";

    private final AwsService ssm;
    private final String path;
    private final Clock clock;
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    private record Remembered(SigningSecret secret, Instant since) {
        /** Not before it was read either: a clock that was set back must not make it live longer. */
        boolean isFresh(Instant now, Duration oldest) {
            return !now.isBefore(since) && now.isBefore(since.plus(oldest));
        }
    }

    /** @param path what stands before every name, such as {@code /ingestlayer/secrets/} */
    public SsmSecrets(AwsService ssm, String path, Clock clock) {
        this.ssm = requireNonNull(ssm, "ssm is null");
        this.path = requireNonNull(path, "path is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Optional<SigningSecret> find(String name) {
        return find(name, REMEMBERED);
    }

    @Override
    public Optional<SigningSecret> renewed(String name) {
        return find(name, RENEWED);
    }

    private Optional<SigningSecret> find(String name, Duration oldest) {
        Optional<SigningSecret> fresh = fresh(name, oldest);
        if (fresh.isPresent()) {
            return fresh;
        }
        Remembered known = remembered.get(name);
        try {
            JsonNode answer = ssm.call(
                    "GetParameter", Json.object().put("Name", path + name).put("WithDecryption", true));
            return remember(name, SigningSecret.in(value(answer.path("Parameter"))));
        } catch (AwsException e) {
            if (e instanceof AwsRefusedException refused && refused.is(NOT_FOUND)) {
                return remember(name, Optional.empty());
            }
            RuntimeException failure = CallFailures.of(STORE, e);
            if (known == null) {
                throw failure;
            }
            if (failure instanceof ServiceRefusalException) {
                LOG.errorf(failure, "the secret \"%s\" is used as it was last read", name);
            }
            return Optional.of(known.secret());
        }
    }

    private static String value(JsonNode parameter) {
        return parameter.path("Value").asText();
    }

    private Optional<SigningSecret> remember(String name, Optional<SigningSecret> secret) {
        secret.ifPresentOrElse(
                found -> remembered.put(name, new Remembered(found, clock.instant())), () -> remembered.remove(name));
        return secret;
    }

    /**
     * Ten names a call. What the store refuses as a whole, because of one name that is malformed or one secret that our role
     * may not decrypt, is asked for one by one, so that the others do not suffer for it.
     */
    @Override
    public Map<String, CompletableFuture<Optional<SigningSecret>>> findAll(Set<String> names, Executor executor) {
        Map<String, CompletableFuture<Optional<SigningSecret>>> reads = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            fresh(name, REMEMBERED)
                    .ifPresentOrElse(
                            secret -> reads.put(name, CompletableFuture.completedFuture(Optional.of(secret))),
                            () -> unknown.add(name));
        }
        for (List<String> call : Parallel.chunks(unknown, MAX_NAMES)) {
            CompletableFuture<Map<String, SigningSecret>> answer =
                    CompletableFuture.supplyAsync(() -> read(call), executor);
            for (String name : call) {
                reads.put(
                        name,
                        answer.thenApply(found -> remember(name, Optional.ofNullable(found.get(name))))
                                .exceptionallyCompose(failure -> isRefusal(failure)
                                        ? CompletableFuture.supplyAsync(() -> find(name), executor)
                                        : outdated(name, failure.getCause())));
            }
        }
        return reads;
    }

    private Optional<SigningSecret> fresh(String name, Duration oldest) {
        return Optional.ofNullable(remembered.get(name))
                .filter(known -> known.isFresh(clock.instant(), oldest))
                .map(Remembered::secret);
    }

    /** What is still known while the store does not answer. */
    private CompletableFuture<Optional<SigningSecret>> outdated(String name, Throwable failure) {
        Remembered known = remembered.get(name);
        return known == null
                ? CompletableFuture.failedFuture(
                        failure instanceof AwsException e ? CallFailures.of(STORE, e) : failure)
                : CompletableFuture.completedFuture(Optional.of(known.secret()));
    }

    private static boolean isRefusal(Throwable failure) {
        return failure.getCause() instanceof AwsException e
                && CallFailures.of(STORE, e) instanceof ServiceRefusalException;
    }

    /** Those that are set. */
    private Map<String, SigningSecret> read(List<String> names) {
        ObjectNode request = Json.object().put("WithDecryption", true);
        names.forEach(name -> request.withArray("Names").add(path + name));
        Map<String, SigningSecret> found = new HashMap<>();
        for (JsonNode parameter : ssm.call("GetParameters", request).path("Parameters")) {
            String name = parameter.path("Name").asText();
            SigningSecret.in(value(parameter))
                    .filter(secret -> name.startsWith(path))
                    .ifPresent(secret -> found.put(name.substring(path.length()), secret));
        }
        return found;
    }
}
