package com.ingestlayer.request;

import com.ingestlayer.event.Violation;
import com.ingestlayer.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Thrown if a request is refused, with everything that its sender needs to correct it. Nothing of the request was
 * stored or queued. The message quotes nothing of the request, so it may be logged; the details may quote it, so they
 * must not be logged.
 */
public final class RefusedException extends Exception {
    /** The reason for a refusal, for programs. */
    public enum Reason {
        INVALID_JSON,
        INVALID_EVENT,
        INVALID_REQUEST,
        UNAUTHORIZED,
        FORBIDDEN,
        NOT_FOUND,
        CONFLICT,
        TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        RATE_LIMITED
    }

    private final Reason reason;
    private final transient List<Violation> details;
    private final transient Optional<Duration> retryAfter;
    private final transient Optional<String> sender;

    public RefusedException(Reason reason, String message, List<Violation> details) {
        this(reason, message, details, Optional.empty(), Optional.empty());
    }

    private RefusedException(
            Reason reason,
            String message,
            List<Violation> details,
            Optional<Duration> retryAfter,
            Optional<String> sender) {
        super(message, null, false, false); // an expected outcome, so no stack trace
        this.reason = reason;
        this.details = List.copyOf(details);
        this.retryAfter = retryAfter;
        this.sender = sender;
    }

    /** Returns the refusal of a body that is not valid JSON. */
    public static RefusedException invalidJson(JsonPath path, String message) {
        return new RefusedException(
                Reason.INVALID_JSON, "The body could not be read as JSON.", List.of(new Violation(path, message)));
    }

    /**
     * Returns the refusal of a sender that exceeds its rate limit; the same request will be accepted after the wait.
     */
    public static RefusedException rateLimited(String message, Duration retryAfter) {
        return new RefusedException(Reason.RATE_LIMITED, message, List.of(), Optional.of(retryAfter), Optional.empty());
    }

    /** Returns the same refusal with its sender, for operators. */
    public RefusedException of(Sender from) {
        return new RefusedException(reason, getMessage(), details, retryAfter, Optional.of(from.bucket()));
    }

    public Reason reason() {
        return reason;
    }

    /** Returns what is wrong and where; empty if the message says it all. */
    public List<Violation> details() {
        return details;
    }

    /** Returns how long until the same request will be accepted, if that is known. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Returns the sender, such as {@code key#production}; empty if it is not known. */
    public Optional<String> sender() {
        return sender;
    }
}
