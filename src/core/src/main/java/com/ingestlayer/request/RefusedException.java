package com.ingestlayer.request;

import com.ingestlayer.event.Violation;
import com.ingestlayer.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A request that is not taken, with all that its sender needs to mend it. Nothing of it was stored or queued. The message
 * quotes nothing of the request, so that it may be logged; the details may.
 */
public final class RefusedException extends Exception {
    /** Why, in one word for programs. */
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
        super(message, null, false, false); // an answer, not a fault: no stack trace
        this.reason = reason;
        this.details = List.copyOf(details);
        this.retryAfter = retryAfter;
        this.sender = sender;
    }

    /** A body that is not the JSON it should be. */
    public static RefusedException invalidJson(JsonPath path, String message) {
        return new RefusedException(
                Reason.INVALID_JSON, "The body could not be read as JSON.", List.of(new Violation(path, message)));
    }

    /** The sender is too fast; the same request will be taken after the wait. */
    public static RefusedException rateLimited(String message, Duration retryAfter) {
        return new RefusedException(Reason.RATE_LIMITED, message, List.of(), Optional.of(retryAfter), Optional.empty());
    }

    /** The same refusal, for operators to see whose request it was. */
    public RefusedException of(Sender from) {
        return new RefusedException(reason, getMessage(), details, retryAfter, Optional.of(from.bucket()));
    }

    public Reason reason() {
        return reason;
    }

    /** What is wrong where; empty when the message says it all. */
    public List<Violation> details() {
        return details;
    }

    /** When the same request will be taken, where that is known. */
    public Optional<Duration> retryAfter() {
        return retryAfter;
    }

    /** Whose request it was, such as {@code key#production}; empty where that is not known. */
    public Optional<String> sender() {
        return sender;
    }
}
