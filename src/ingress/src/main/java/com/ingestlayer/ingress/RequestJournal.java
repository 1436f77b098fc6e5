package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Receives every refused request, so that operators see it. Never throws. Thread-safe. */
@FunctionalInterface
interface RequestJournal {
    /**
     * A request that was refused. It includes neither the content nor the path of the request, because a path may
     * contain a secret.
     *
     * @param route the route, such as {@code POST /whk/{token}}; {@code none} if the request has no route
     * @param reason the error code in the answer
     * @param message the error message in the answer, which quotes nothing of the request
     * @param details the number of mistakes in the answer
     * @param sender the sender, such as {@code key#production}, if it is known
     */
    record Refused(String route, String reason, String message, int details, Optional<String> sender) {
        public Refused {
            requireNonNull(route, "route is null");
            requireNonNull(reason, "reason is null");
            requireNonNull(message, "message is null");
            requireNonNull(sender, "sender is null");
        }
    }

    void refused(Refused request);
}
