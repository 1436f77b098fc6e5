package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.event.EventId;
import com.ingestlayer.ip.IpKnowledge;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Returns what the operator's lists and databases say about IP addresses. Thread-safe. */
public final class IpService implements LookupService {
    private static final Set<Class<? extends Lookup<?>>> KINDS = Set.of(Address.class);

    private final IpKnowledge known;

    /** Looks up an address; finds nothing if the text is not an address. */
    record Address(String text) implements Lookup<ObjectNode> {}

    public IpService(IpKnowledge known) {
        this.known = requireNonNull(known, "known is null");
    }

    @Override
    public Set<Class<? extends Lookup<?>>> kinds() {
        return KINDS;
    }

    @Override
    public Session begin(Set<EventId> request) {
        return Session.of(Address.class, addresses -> {
            Map<Address, ObjectNode> found = new HashMap<>();
            addresses.forEach(address -> known.about(address.text()).ifPresent(about -> found.put(address, about)));
            return found;
        });
    }
}
