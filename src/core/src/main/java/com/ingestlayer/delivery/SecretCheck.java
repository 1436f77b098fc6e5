package com.ingestlayer.delivery;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.pipeline.WebhookOut;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.signature.SigningSecret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * Reads every secret the configuration names, side by side, before the first message comes, so that an operator hears of a
 * wrong one at the deployment and not at night. Names are told, never values.
 */
public final class SecretCheck {
    private static final Logger LOG = Logger.getLogger(SecretCheck.class);

    private final Destinations destinations;
    private final Secrets secrets;
    private final Executor executor;

    /** @param executor reads the secrets; it should have several threads */
    public SecretCheck(Destinations destinations, Secrets secrets, Executor executor) {
        this.destinations = requireNonNull(destinations, "destinations is null");
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.executor = requireNonNull(executor, "executor is null");
    }

    /**
     * Checks them all. One that is not set is a warning, because a stack is deployed before its secrets are put; so is one
     * that could not be read. Their deliveries say so in their records.
     *
     * @param atMost how long the store is waited for
     * @throws UnusableSecretException with every secret that nothing should be signed with
     */
    public void run(Duration atMost) throws UnusableSecretException {
        Map<String, CompletableFuture<Optional<SigningSecret>>> reads = new TreeMap<>();
        for (WebhookOut webhook : destinations.all()) {
            for (String name : webhook.auth().secretNames()) {
                reads.computeIfAbsent(name, each -> CompletableFuture.supplyAsync(() -> secrets.find(each), executor));
            }
        }
        await(reads, atMost);
        List<String> wrong = destinations.all().stream()
                .map(WebhookOut::auth)
                .flatMap(auth -> auth.secretNames().stream().flatMap(name -> read(reads.get(name)).stream()
                        .flatMap(secret -> auth.weakness(secret).stream())
                        .map(weakness -> "the secret \"" + name + "\" " + weakness)))
                .distinct()
                .sorted()
                .toList();
        if (!wrong.isEmpty()) {
            throw new UnusableSecretException(wrong);
        }
    }

    private static void await(Map<String, CompletableFuture<Optional<SigningSecret>>> reads, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        reads.forEach((name, read) -> {
            try {
                long left = Math.max(0, deadline - System.nanoTime());
                if (read.get(left, TimeUnit.NANOSECONDS).isEmpty()) {
                    LOG.warnf("the secret \"%s\" is not set: what is signed with it fails until it is", name);
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
    }

    private static Optional<SigningSecret> read(CompletableFuture<Optional<SigningSecret>> read) {
        return read.isDone() && !read.isCompletedExceptionally() ? read.join() : Optional.empty();
    }
}
