package com.ingestlayer.local.chaos;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A kind of events that are sent, by {@link NightConfig}.
 *
 * @param type of the events
 * @param keep what a filter looks for
 * @param routes the deliveries each of them must have
 */
record EventKind(String type, boolean keep, List<Route> routes) {
    static final EventKind ONE = new EventKind("night.one", true, List.of(new Route("one", "only")));
    static final EventKind FILTERED_OUT = new EventKind("night.filtered", false, List.of());

    private static final List<EventKind> USUAL = List.of(
            ONE,
            new EventKind("night.two", true, List.of(new Route("two", "first"), new Route("two", "second"))),
            new EventKind("night.enriched", true, List.of(new Route("enriched", "known"))),
            new EventKind("night.filtered", true, List.of(new Route("filtered", "kept"))),
            FILTERED_OUT);

    /** The destination that takes nothing, where a night has one; its pipeline has the same name. */
    static final String DEAD_DESTINATION = fleetName(0);

    EventKind {
        routes = List.copyOf(routes);
    }

    /** Those of a night. */
    static List<EventKind> of(Plan plan) {
        return plan.deadDestination()
                ? fleet().stream()
                        .map(name -> new EventKind("night." + name, true, List.of(new Route(name, name))))
                        .toList()
                : USUAL;
    }

    /** The pipelines of a night with a dead destination: twenty, each with a destination of its own name. */
    static List<String> fleet() {
        return IntStream.range(0, 20).mapToObj(EventKind::fleetName).toList();
    }

    private static String fleetName(int number) {
        return String.format(Locale.ROOT, "fleet-%02d", number);
    }

    String json(String key) {
        return "{\"type\":\"" + type + "\",\"idempotencyKey\":\"" + key
                + "\",\"payload\":{\"user_id\":\"u_42\",\"keep\":" + keep + ",\"key\":\"" + key + "\"}}";
    }
}
