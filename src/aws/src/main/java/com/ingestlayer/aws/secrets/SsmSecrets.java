package com.ingestlayer.aws.secrets;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.aws.CallFailures;
import com.ingestlayer.aws.Parallel;
import com.ingestlayer.aws.StoreBreaker;
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
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.GetParametersRequest;
import software.amazon.awssdk.services.ssm.model.GetParametersResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * Reads secrets from SecureStrings in the parameter store of Systems Manager. A secret is cached for {@link
 * #REMEMBERED}, or for {@link #RENEWED} if it did not match, and for longer while the store does not answer or
 * refuses to. Thread-safe.
 */
public final class SsmSecrets implements Secrets {
    private static final Logger LOG = Logger.getLogger(SsmSecrets.class);

    /** The longest time until a changed secret is used. */
    public static final Duration REMEMBERED = Duration.ofMinutes(5);

    /** The longest time until a changed secret is used if the old one does not match. */
    public static final Duration RENEWED = Duration.ofSeconds(10);

    /** The largest number of names in a call (Systems Manager API Reference, "GetParameters"). */
    private static final int MAX_NAMES = 10;

    private static final String STORE = "the parameter store";

    static final String SERVICE = "ssm";

    private final Supplier<SsmClient> ssm;
    private final String path;
    private final Clock clock;
    private final StoreBreaker breaker = new StoreBreaker(STORE);
    private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();

    private record Remembered(SigningSecret secret, Instant since) {
        /**
         * Returns whether the secret is recent enough. A time before it was read is not: a clock that was set back
         * must not extend its life.
         */
        boolean isFresh(Instant now, Duration oldest) {
            return !now.isBefore(since) && now.isBefore(since.plus(oldest));
        }
    }

    /**
     * Creates the reader.
     *
     * @param ssm is asked for the client at each call, so that no client is built when no secret is needed
     * @param path the prefix of every parameter, such as {@code /ingestlayer/secrets/}
     */
    public SsmSecrets(Supplier<SsmClient> ssm, String path, Clock clock) {
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
        try {
            return remember(name, Optional.ofNullable(read(List.of(name)).get(name)));
        } catch (UnavailableException | ServiceRefusalException e) {
            return outdated(name, e);
        }
    }

    /**
     * Returns the last known secret while the store does not answer, or throws the failure if there is none. The
     * store is asked again after {@link #RENEWED} and not for each delivery, whose time the call would use up.
     */
    private Optional<SigningSecret> outdated(String name, RuntimeException failure) {
        Remembered known = remembered.get(name);
        if (known == null) {
            throw failure;
        }
        if (failure instanceof ServiceRefusalException) {
            LOG.errorf(failure, "the secret \"%s\" is used as it was last read", name);
        }
        remembered.put(
                name,
                new Remembered(known.secret(), clock.instant().minus(REMEMBERED).plus(RENEWED)));
        return Optional.of(known.secret());
    }

    private Optional<SigningSecret> remember(String name, Optional<SigningSecret> secret) {
        secret.ifPresentOrElse(
                found -> remembered.put(name, new Remembered(found, clock.instant())), () -> remembered.remove(name));
        return secret;
    }

    /**
     * Reads ten names per call. If the store refuses a whole call, because one name is malformed or our role may not
     * decrypt one secret, the names are read one by one, so that the failure affects only that name.
     */
    @Override
    public Map<String, CompletableFuture<Optional<SigningSecret>>> findAll(Set<String> names, Executor executor) {
        Map<String, CompletableFuture<Optional<SigningSecret>>> reads = new HashMap<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            Optional<SigningSecret> fresh = fresh(name, REMEMBERED);
            reads.put(name, fresh.isPresent() ? CompletableFuture.completedFuture(fresh) : new CompletableFuture<>());
            if (fresh.isEmpty()) {
                unknown.add(name);
            }
        }
        for (List<String> call : Parallel.chunks(unknown, MAX_NAMES)) {
            executor.execute(() -> read(call, reads));
        }
        return reads;
    }

    private void read(List<String> names, Map<String, CompletableFuture<Optional<SigningSecret>>> reads) {
        Map<String, SigningSecret> found;
        try {
            found = read(names);
        } catch (UnavailableException | ServiceRefusalException failure) {
            boolean singly = failure instanceof ServiceRefusalException && names.size() > 1;
            for (String name : names) {
                try {
                    reads.get(name).complete(singly ? find(name) : outdated(name, failure));
                } catch (RuntimeException ofOne) {
                    reads.get(name).completeExceptionally(ofOne);
                }
            }
            return;
        }
        for (String name : names) {
            reads.get(name).complete(remember(name, Optional.ofNullable(found.get(name))));
        }
    }

    private Optional<SigningSecret> fresh(String name, Duration oldest) {
        return Optional.ofNullable(remembered.get(name))
                .filter(known -> known.isFresh(clock.instant(), oldest))
                .map(Remembered::secret);
    }

    /** Reads the secrets that exist. */
    private Map<String, SigningSecret> read(List<String> names) {
        GetParametersRequest request = GetParametersRequest.builder()
                .withDecryption(true)
                .names(names.stream().map(name -> path + name).toList())
                .build();
        Map<String, SigningSecret> found = new HashMap<>();
        for (Parameter parameter : call(request).parameters()) {
            String name = parameter.name();
            SigningSecret.in(parameter.value())
                    .filter(secret -> name.startsWith(path))
                    .ifPresent(secret -> found.put(name.substring(path.length()), secret));
        }
        return found;
    }

    private GetParametersResponse call(GetParametersRequest request) {
        return breaker.call(
                () -> {
                    try {
                        return ssm.get().getParameters(request);
                    } catch (SdkException e) {
                        throw CallFailures.of(STORE, SERVICE, request, e);
                    }
                },
                GetParametersResponse.class);
    }
}
