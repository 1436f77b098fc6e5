package com.ingestlayer.ingress;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.handlers.ClassRoutingHandler;
import org.jboss.resteasy.reactive.server.handlers.RestInitialHandler.InitialMatch;
import org.jboss.resteasy.reactive.server.mapping.RequestMapper;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jboss.resteasy.reactive.server.spi.ServerRestHandler;

/**
 * Asks Quarkus REST about its own routes, so that there is no second table of them. Searching is slow, and is done only
 * for requests that are refused. Call it on a thread that handles a request.
 */
final class Routes {
    private static final Pattern EXPRESSION = Pattern.compile("\\{(\\w+):[^}]*}");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    /** Stands for the route of a request that has none. */
    static final String NONE = "none";

    private Routes() {}

    /** The route of the request under way, such as {@code POST /whk/{token}}; {@link #NONE} before it is known. */
    static String current() {
        RuntimeResource resource = CurrentRequestManager.get().getTarget();
        return resource == null ? NONE : resource.getHttpMethod() + " " + template(resource);
    }

    /** The methods that a path takes; none when there is nothing at it. */
    static NavigableSet<String> methodsOf(String path) {
        NavigableSet<String> methods = new TreeSet<>();
        at(path).map(RuntimeResource::getHttpMethod).forEach(methods::add);
        return methods;
    }

    /** What stands at a path, such as {@code /whk/{token}}; the route with most of it written out where there are several. */
    static Optional<String> templateOf(String path) {
        return at(path).map(Routes::template)
                .max(Comparator.comparingInt(
                        template -> PLACEHOLDER.matcher(template).replaceAll("").length()));
    }

    private static String template(RuntimeResource resource) {
        String path = resource.getClassPath().template
                + (resource.getPath().template.equals("/") ? "" : resource.getPath().template);
        return EXPRESSION.matcher(path).replaceAll("{$1}");
    }

    /** The resources' methods, of every HTTP method, that take a path. */
    private static Stream<RuntimeResource> at(String path) {
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        List<RuntimeResource> found = new ArrayList<>();
        for (RequestMapper.RequestPath<InitialMatch> resource :
                context.getDeployment().getClassMappers()) {
            RequestMapper.RequestMatch<InitialMatch> match =
                    new RequestMapper<>(new ArrayList<>(List.of(resource))).map(GatewayPath.encode(path));
            if (match != null) {
                String rest = match.remaining.isEmpty() ? "/" : match.remaining;
                for (ServerRestHandler handler : match.value.handlers) {
                    if (handler instanceof ClassRoutingHandler routing) {
                        routing.getMappers().values().stream()
                                .map(mapper -> mapper.map(rest))
                                .filter(each -> each != null)
                                .map(each -> each.value)
                                .forEach(found::add);
                    }
                }
            }
        }
        return found.stream();
    }
}
