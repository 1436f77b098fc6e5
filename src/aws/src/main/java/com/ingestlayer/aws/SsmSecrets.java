package com.ingestlayer.aws;

import static java.util.Objects.requireNonNull;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
        Remembered known = remembered.get(name);
        if (known != null && known.isFresh(clock.instant(), oldest)) {
            return Optional.of(known.secret());
        }
        try {
            String value = ssm.call(
                            "GetParameter",
                            Json.object().put("Name", path + name).put("WithDecryption", true))
                    .path("Parameter")
                    .path("Value")
                    .asText();
            if (value.isBlank()) {
                remembered.remove(name);
                return Optional.empty();
            }
            SigningSecret secret = new SigningSecret(value);
            remembered.put(name, new Remembered(secret, clock.instant()));
            return Optional.of(secret);
        } catch (AwsException e) {
            if (e instanceof AwsRefusedException refused && refused.is(NOT_FOUND)) {
                remembered.remove(name);
                return Optional.empty();
            }
            RuntimeException failure = CallFailures.of("the parameter store", e);
            if (known == null) {
                throw failure;
            }
            if (failure instanceof ServiceRefusalException) {
                LOG.errorf(failure, "the secret \"%s\" is used as it was last read", name);
            }
            return Optional.of(known.secret());
        }
    }
}
