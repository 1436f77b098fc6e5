package com.ingestlayer.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.destination.webhook.Auth;
import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryTarget;
import com.ingestlayer.dispatch.OversizedBodies;
import com.ingestlayer.signature.Secrets;
import com.ingestlayer.signature.SigningSecret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Creates the POST of one attempt: address, body, headers and authentication. Address and credential are taken together
 * from the configuration at the time of the attempt, so no receiver ever gets another receiver's secret. Thread-safe.
 */
public final class WebhookRequestFactory {
    private static final Logger LOG = Logger.getLogger(WebhookRequestFactory.class);

    private final Destinations destinations;
    private final Secrets secrets;
    private final OversizedBodies bodies;
    private final String userAgent;

    /** @param userAgent the value {@code ingestlayer/<version>} */
    public WebhookRequestFactory(Destinations destinations, Secrets secrets, OversizedBodies bodies, String userAgent) {
        this.destinations = requireNonNull(destinations, "destinations is null");
        this.secrets = requireNonNull(secrets, "secrets is null");
        this.bodies = requireNonNull(bodies, "bodies is null");
        this.userAgent = requireNonNull(userAgent, "userAgent is null");
    }

    /** Thrown if a delivery cannot be sent. The message says why and goes into the record. */
    static final class CannotBeMadeException extends Exception {
        private final boolean permanent;

        /** @param permanent whether waiting cannot help; a missing secret, for example, may be stored at any time */
        CannotBeMadeException(String reason, boolean permanent) {
            super(reason);
            this.permanent = permanent;
        }

        Reply reply() {
            return permanent ? new Reply.Impossible(getMessage()) : new Reply.NotAnswered(getMessage());
        }
    }

    /**
     * Returns the message with the current target of its destination; unchanged if the destination no longer exists.
     */
    DeliveryMessage withCurrentTarget(DeliveryMessage message) {
        return destinations
                .find(message.key())
                .map(destination -> message.withTarget(new DeliveryTarget(destination.kind(), destination.target())))
                .orElse(message);
    }

    /**
     * Creates the request.
     *
     * @throws com.ingestlayer.UnavailableException if the body or the secret could not be read
     */
    WebhookRequest make(DeliveryMessage message, int attempt, Instant at) throws CannotBeMadeException {
        WebhookOut destination = destinations
                .find(message.key())
                .orElseThrow(() -> new CannotBeMadeException(
                        "the configuration has no destination \""
                                + message.key().destination() + "\" in pipeline \""
                                + message.key().pipeline() + "\" any more",
                        true));
        byte[] body = message.body()
                .or(() -> bodies.get(message.key()))
                .orElseThrow(() -> new CannotBeMadeException("the body in the Events table has expired", true))
                .getBytes(UTF_8);
        Map<String, String> headers = new LinkedHashMap<>(destination.headers());
        headers.put("Content-Type", "application/json");
        headers.put("User-Agent", userAgent);
        headers.put("X-Ingestlayer-Event-Id", message.key().eventId().value());
        headers.put("X-Ingestlayer-Delivery-Id", message.deliveryId());
        headers.put("X-Ingestlayer-Attempt", Integer.toString(attempt));
        if (message.replay() > 0) {
            headers.put("X-Ingestlayer-Replay", Integer.toString(message.replay()));
        }
        Auth auth = destination.auth();
        headers.putAll(auth.headers(secretsOf(auth), message.deliveryId(), body, at));
        return new WebhookRequest(destination.url(), headers, body);
    }

    private List<SigningSecret> secretsOf(Auth auth) throws CannotBeMadeException {
        List<SigningSecret> found = new ArrayList<>();
        for (String name : auth.secretNames()) {
            SigningSecret secret = read(name)
                    .orElseThrow(() -> new CannotBeMadeException("the secret \"" + name + "\" is not set", false));
            Optional<String> weakness = auth.weakness(secret);
            if (weakness.isPresent()) {
                throw new CannotBeMadeException("the secret \"" + name + "\" " + weakness.get(), false);
            }
            found.add(secret);
        }
        return found;
    }

    /**
     * Reads a secret. If the store refuses it, for example because a permission is missing, only the deliveries that
     * need it fail, and their records say why.
     */
    private Optional<SigningSecret> read(String name) throws CannotBeMadeException {
        try {
            return secrets.find(name);
        } catch (ServiceRefusalException e) {
            LOG.errorf(e, "the secret \"%s\" cannot be read: %s", name, e.getMessage());
            throw new CannotBeMadeException("the secret \"" + name + "\" cannot be read: " + e.getMessage(), false);
        }
    }
}
