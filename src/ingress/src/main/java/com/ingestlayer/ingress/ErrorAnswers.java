package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.request.RefusedException;
import jakarta.inject.Singleton;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Maps failures to HTTP answers. The log names the route and never the path, because a path parameter may be a
 * secret. Thread-safe.
 */
@Singleton
class ErrorAnswers {
    /** Long enough for a throttled table to recover, and short enough for an SDK to wait. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final String NOTHING_HERE = "There is nothing at this path.";

    private static final Logger LOG = Logger.getLogger(ErrorAnswers.class);

    private final RequestJournal journal;
    private final APIGatewayV2HTTPEvent event;

    /** @param event a proxy for the event of the current request */
    ErrorAnswers(RequestJournal journal, APIGatewayV2HTTPEvent event) {
        this.journal = requireNonNull(journal, "journal is null");
        this.event = requireNonNull(event, "event is null");
    }

    /** Returns the exception for a path that must look as if it did not exist. */
    static RefusedException nothingHere() {
        return new RefusedException(RefusedException.Reason.NOT_FOUND, NOTHING_HERE, List.of());
    }

    /** Returns the answer when a table or queue did not answer, or not in time. */
    static HttpAnswer unavailable() {
        return HttpAnswer.error(
                        503,
                        "unavailable",
                        "A table or queue did not answer. Nothing was promised: send the same request again. With the same"
                                + " idempotency keys that is safe; events without a key may be delivered twice.",
                        List.of())
                .withRetryAfter(RETRY_AFTER);
    }

    static HttpAnswer internalError() {
        return HttpAnswer.error(
                500,
                "internal_error",
                "Something is wrong on our side, and our operators are told. Nothing was promised: send the same request"
                        + " again later. With the same idempotency keys that is safe; events without a key may be delivered"
                        + " twice.",
                List.of());
    }

    @ServerExceptionMapper
    Response refused(RefusedException e) {
        journal.refused(new RequestJournal.Refused(
                Routes.current(),
                codeOf(e.reason()),
                e.getMessage(),
                e.details().size(),
                e.sender()));
        int status =
                switch (e.reason()) {
                    case INVALID_JSON, INVALID_EVENT, INVALID_REQUEST -> 400;
                    case UNAUTHORIZED -> 401;
                    case FORBIDDEN -> 403;
                    case NOT_FOUND -> 404;
                    case CONFLICT -> 409;
                    case TOO_LARGE -> 413;
                    case UNSUPPORTED_MEDIA_TYPE -> 415;
                    case RATE_LIMITED -> 429;
                };
        HttpAnswer answer = HttpAnswer.error(status, codeOf(e.reason()), e.getMessage(), e.details());
        if (status == 401) {
            answer = answer.withHeader("www-authenticate", "Bearer"); // RFC 9110 section 11.6.1
        }
        return e.retryAfter().map(answer::withRetryAfter).orElse(answer).toResponse();
    }

    @ServerExceptionMapper
    Response unavailable(UnavailableException e) {
        LOG.warnf("answered 503 to %s: %s", Routes.current(), describe(e));
        return unavailable().toResponse();
    }

    @ServerExceptionMapper
    Response refusedToUs(ServiceRefusalException e) {
        LOG.errorf(e, "answered 500 to %s: %s", Routes.current(), e.getMessage());
        return internalError().toResponse();
    }

    @ServerExceptionMapper
    Response fault(RuntimeException e) {
        LOG.errorf(e, "answered 500 to %s", Routes.current());
        return internalError().toResponse();
    }

    @ServerExceptionMapper
    Response nothingAtPath(NotFoundException e) {
        return notRouted().toResponse();
    }

    @ServerExceptionMapper
    Response otherMethod(NotAllowedException e) {
        return notRouted().toResponse();
    }

    private HttpAnswer notRouted() {
        String path = event.getRawPath();
        NavigableSet<String> methods = Routes.methodsOf(path);
        if (methods.isEmpty()) {
            String code = codeOf(RefusedException.Reason.NOT_FOUND);
            journal.refused(new RequestJournal.Refused(Routes.NONE, code, NOTHING_HERE, 0, Optional.empty()));
            return HttpAnswer.error(404, code, NOTHING_HERE + hint(path), List.of());
        }
        String allowed = String.join(", ", methods);
        String method = event.getRequestContext().getHttp().getMethod();
        if (method.equals("OPTIONS")) {
            // This is a CORS preflight request. API Gateway's $default route passes it to us, accepts any successful
            // answer, and adds the headers of its own CORS configuration.
            return HttpAnswer.noContent().withHeader("allow", allowed);
        }
        String code = "method_not_allowed";
        String takes = "This path takes " + allowed;
        journal.refused(new RequestJournal.Refused(Routes.NONE, code, takes + ".", 0, Optional.empty()));
        return HttpAnswer.error(405, code, takes + ", not " + method + ".", List.of())
                .withHeader("allow", allowed);
    }

    /** Names the route that was probably meant, never the path itself, which may contain a secret. */
    private static String hint(String path) {
        String meant = path.replaceAll("/{2,}", "/").replaceAll("/+$", "");
        // for a base address that already ended with /v1
        String last = meant.substring(Math.max(0, meant.lastIndexOf("/v1/")));
        return Routes.templateOf(meant)
                .or(() -> Routes.templateOf(last))
                .map(route -> " Did you mean " + route + "?"
                        + (path.endsWith("/") ? " The slash at the end is not part of it." : ""))
                .orElse("");
    }

    private static String codeOf(RefusedException.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static String describe(UnavailableException e) {
        String failures = Stream.concat(
                        Stream.ofNullable(e.getCause()).flatMap(ErrorAnswers::withThoseBefore),
                        Stream.of(e.getSuppressed()))
                .map(Throwable::getMessage)
                .distinct()
                .collect(Collectors.joining("; before that: "));
        return failures.isEmpty() ? e.getMessage() : e.getMessage() + " (" + failures + ")";
    }

    /** Returns a failure and those of earlier attempts, the latest first. */
    private static Stream<Throwable> withThoseBefore(Throwable failure) {
        return Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()));
    }
}
