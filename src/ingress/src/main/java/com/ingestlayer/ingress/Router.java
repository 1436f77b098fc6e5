package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.ingest.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Finds the route of a request, and says which status stands for which failure. Thread-safe. */
final class Router {
    /** Long enough for a throttled table to recover, short enough that an SDK waits for it. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private static final String NOTHING_HERE = "There is nothing at this path.";

    private static final Logger LOG = Logger.getLogger(Router.class);

    private final List<Route> routes;
    private final RequestJournal journal;

    Router(List<Route> routes, RequestJournal journal) {
        this.routes = List.copyOf(routes);
        this.journal = requireNonNull(journal, "journal is null");
    }

    /** Never throws. */
    HttpAnswer answer(HttpRequest request) {
        for (Route route : routes) {
            if (route.method().equals(request.method())) {
                Optional<Map<String, String>> path = route.match(request.path());
                if (path.isPresent()) {
                    return answer(route, request, path.get());
                }
            }
        }
        return notRouted(request);
    }

    /** Logs the route, never the path: what fills a placeholder may be a secret. */
    private HttpAnswer answer(Route route, HttpRequest request, Map<String, String> path) {
        try {
            return route.handler().answer(request, path);
        } catch (RefusedException e) {
            journal.refused(new RequestJournal.Refused(
                    route.method() + " " + route.path(),
                    codeOf(e.reason()),
                    e.getMessage(),
                    e.details().size(),
                    e.sender()));
            return refusal(e);
        } catch (UnavailableException e) {
            LOG.warnf("answered 503 to %s %s: %s", route.method(), route.path(), describe(e));
            return HttpAnswer.error(
                            503,
                            "unavailable",
                            "A table or queue did not answer. Nothing was promised: send the same request again. With the same"
                                    + " idempotency keys that is safe; events without a key may be delivered twice.",
                            List.of())
                    .withRetryAfter(RETRY_AFTER);
        } catch (ServiceRefusalException e) {
            LOG.errorf(e, "answered 500 to %s %s: %s", route.method(), route.path(), e.getMessage());
            return internalError();
        } catch (RuntimeException e) {
            LOG.errorf(e, "answered 500 to %s %s", route.method(), route.path());
            return internalError();
        }
    }

    private static HttpAnswer internalError() {
        return HttpAnswer.error(
                500,
                "internal_error",
                "Something is wrong on our side, and our operators are told. Nothing was promised: send the same request"
                        + " again later. With the same idempotency keys that is safe; events without a key may be delivered"
                        + " twice.",
                List.of());
    }

    /** What a route throws for a path that must look as if it had no route. */
    static RefusedException nothingHere() {
        return new RefusedException(RefusedException.Reason.NOT_FOUND, NOTHING_HERE, List.of());
    }

    private HttpAnswer notRouted(HttpRequest request) {
        String allowed = routes.stream()
                .filter(route -> route.match(request.path()).isPresent())
                .map(Route::method)
                .collect(Collectors.collectingAndThen(
                        Collectors.toCollection(TreeSet::new), methods -> String.join(", ", methods)));
        if (allowed.isEmpty()) {
            String code = codeOf(RefusedException.Reason.NOT_FOUND);
            journal.refused(new RequestJournal.Refused("none", code, NOTHING_HERE, 0, Optional.empty()));
            return HttpAnswer.error(404, code, NOTHING_HERE + hint(request.path()), List.of());
        }
        if (request.method().equals("OPTIONS")) {
            // A browser's question before it sends (CORS). API Gateway's $default route hands it to us, takes what we
            // answer as long as it is a success, and adds what its own CORS configuration says.
            return HttpAnswer.noContent().withHeader("allow", allowed);
        }
        String code = "method_not_allowed";
        String takes = "This path takes " + allowed;
        journal.refused(new RequestJournal.Refused("none", code, takes + ".", 0, Optional.empty()));
        return HttpAnswer.error(405, code, takes + ", not " + request.method() + ".", List.of())
                .withHeader("allow", allowed);
    }

    /** Names the route that was meant, never the path itself, in which a secret may stand. */
    private String hint(String path) {
        String meant = path.replaceAll("/{2,}", "/").replaceAll("/+$", "");
        String last = meant.substring(Math.max(0, meant.lastIndexOf("/v1/"))); // of an address that had it already
        return routes.stream()
                .filter(route ->
                        route.match(meant).isPresent() || route.match(last).isPresent())
                .findFirst()
                .map(route -> " Did you mean " + route.path() + "?"
                        + (path.endsWith("/") ? " The slash at the end is not part of it." : ""))
                .orElse("");
    }

    private static HttpAnswer refusal(RefusedException e) {
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
        return e.retryAfter().map(answer::withRetryAfter).orElse(answer);
    }

    private static String codeOf(RefusedException.Reason reason) {
        return reason.name().toLowerCase(Locale.ROOT);
    }

    private static String describe(UnavailableException e) {
        String failures = Stream.concat(
                        Stream.ofNullable(e.getCause()).flatMap(Router::withThoseBefore), Stream.of(e.getSuppressed()))
                .map(Throwable::getMessage)
                .distinct()
                .collect(Collectors.joining("; before that: "));
        return failures.isEmpty() ? e.getMessage() : e.getMessage() + " (" + failures + ")";
    }

    /** A failure and those of earlier attempts, the latest first. */
    private static Stream<Throwable> withThoseBefore(Throwable failure) {
        return Stream.concat(Stream.of(failure), Stream.of(failure.getSuppressed()));
    }
}
