package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** Is told of each request that is refused, for operators to see. Never throws. Thread-safe. */
@FunctionalInterface
interface RequestJournal {
    /**
     * A request that was not taken. What it held is not here, and neither is its path, which may hold a secret.
     *
     * @param route such as {@code POST /whk/{token}}; {@code none} when there is none for the request
     * @param reason the code that the sender was told
     * @param message the sentence that the sender was told; it quotes nothing of the request
     * @param details how many mistakes the sender was told
     * @param sender such as {@code key#production}, where it is known
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
