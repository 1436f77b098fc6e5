package com.ingestlayer.local.faults;

import java.util.List;

/** The kinds of events that are sent, with the deliveries each must have by {@link NightConfig}. */
enum EventKind {
    ONE("night.one", true, new Route("one", "only")),
    TWO("night.two", true, new Route("two", "first"), new Route("two", "second")),
    ENRICHED("night.enriched", true, new Route("enriched", "known")),
    KEPT("night.filtered", true, new Route("filtered", "kept")),
    FILTERED_OUT("night.filtered", false);

    private final String type;
    private final boolean keep;
    private final List<Route> routes;

    EventKind(String type, boolean keep, Route... routes) {
        this.type = type;
        this.keep = keep;
        this.routes = List.of(routes);
    }

    List<Route> routes() {
        return routes;
    }

    String json(String key) {
        return "{\"type\":\"" + type + "\",\"idempotencyKey\":\"" + key
                + "\",\"payload\":{\"user_id\":\"u_42\",\"keep\":" + keep + ",\"key\":\"" + key + "\"}}";
    }
}
