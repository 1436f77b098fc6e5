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
 * Looks up routes in Quarkus REST, so that there is no second table of them. The search is slow, and is used only for
 * refused requests. It must be called on a thread that handles a request.
 */
final class Routes {
    private static final Pattern EXPRESSION = Pattern.compile("\\{(\\w+):[^}]*}");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\w+}");

    /** The route of a request that has none. */
    static final String NONE = "none";

    private Routes() {}

    /**
     * Returns the route of the current request, such as {@code POST /whk/{token}}, or {@link #NONE} before it is
     * known.
     */
    static String current() {
        RuntimeResource resource = CurrentRequestManager.get().getTarget();
        return resource == null ? NONE : resource.getHttpMethod() + " " + template(resource);
    }

    /** Returns the methods of a path; none if there is no resource at it. */
    static NavigableSet<String> methodsOf(String path) {
        NavigableSet<String> methods = new TreeSet<>();
        at(path).map(RuntimeResource::getHttpMethod).forEach(methods::add);
        return methods;
    }

    /**
     * Returns the route template of a path, such as {@code /whk/{token}}. If several match, it is the one with the
     * longest literal part.
     */
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

    /** Returns the resource methods, of every HTTP method, that match a path. */
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
