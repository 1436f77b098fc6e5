package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.signature.SigningSecret;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Reads every secret that the configuration names before the first message arrives, so that an operator learns of a
 * wrong secret at deployment and not at night. A wrong secret only stops the deliveries of the destinations that need
 * it, and their records say why. Logs contain names, never values.
 */
public final class SecretCheck {
    private static final Logger LOG = Logger.getLogger(SecretCheck.class);

    private final SortedMap<String, WebhookOut> destinations;
    private final Secrets secrets;
    private final Executor executor;

    /** @param executor reads the secrets; it should have several threads */
    public SecretCheck(Destinations destinations, Secrets secrets, Executor executor) {
        this.destinations = destinations.all();
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    /**
     * Checks all secrets and logs an error for each one that is too weak or malformed. A secret that is not set is only
     * a warning, because a stack is deployed before its secrets are stored; so is a secret that could not be read,
     * about which nothing is known.
     *
     * @param atMost the maximum time to wait for the store
     * @return the number of secrets that cannot be used, because they are not set, or are too weak or malformed
     */
    public int run(Duration atMost) {
        Set<String> names = new TreeSet<>();
        destinations.values().forEach(webhook -> names.addAll(webhook.auth().secretNames()));
        Set<String> unusable = new HashSet<>();
        await(new TreeMap<>(secrets.findAll(names, executor)), atMost, unusable)
                .forEach((name, secret) -> weaknesses(name, secret).forEach((weakness, affected) -> {
                    unusable.add(name);
                    LOG.errorf(
                            "the secret \"%s\" %s; until it is changed, nothing is delivered to %s",
                            name, weakness, String.join(", ", affected));
                }));
        return unusable.size();
    }

    /** Returns the secrets that are set, and adds the names of the others to {@code unusable}. */
    private Map<String, SigningSecret> await(
            SortedMap<String, CompletableFuture<Optional<SigningSecret>>> reads,
            Duration atMost,
            Set<String> unusable) {
        long deadline = System.nanoTime() + atMost.toNanos();
        Map<String, SigningSecret> found = new TreeMap<>();
        reads.forEach((name, read) -> {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                Optional<SigningSecret> secret = read.get(left, TimeUnit.NANOSECONDS);
                secret.ifPresent(set -> found.put(name, set));
                if (secret.isEmpty()) {
                    unusable.add(name);
                    LOG.warnf(
                            "the secret \"%s\" is not set; until it is, nothing is delivered to %s",
                            name, String.join(", ", destinationsOf(name)));
                }
            } catch (TimeoutException e) {
                LOG.warnf("the secret \"%s\" was not read within %d ms, and is not checked", name, atMost.toMillis());
            } catch (ExecutionException e) {
                Logger.Level level =
                        e.getCause() instanceof ServiceRefusalException ? Logger.Level.ERROR : Logger.Level.WARN;
                LOG.logf(
                        level,
                        e.getCause(),
                        "the secret \"%s\" could not be read, and is not checked: %s",
                        name,
                        e.getCause().getMessage());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while reading secrets", e);
            }
        });
        return found;
    }

    private List<String> destinationsOf(String secret) {
        return destinations.entrySet().stream()
                .filter(each -> each.getValue().auth().secretNames().contains(secret))
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Returns the weaknesses of a secret with the destinations they affect: a secret may be fit for one kind of
     * signature and unfit for another.
     */
    private SortedMap<String, List<String>> weaknesses(String name, SigningSecret secret) {
        return destinationsOf(name).stream()
                .filter(each -> destinations.get(each).auth().weakness(secret).isPresent())
                .collect(Collectors.groupingBy(
                        each -> destinations.get(each).auth().weakness(secret).orElseThrow(),
                        TreeMap::new,
                        Collectors.toList()));
    }
}
