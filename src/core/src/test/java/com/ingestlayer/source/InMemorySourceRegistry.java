package com.ingestlayer.source;

import com.ingestlayer.Unavailability;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Webhook sources in a map, both for managing and for looking them up. */
public final class InMemorySourceRegistry implements SourceRegistry, WebhookSources {
    public final Unavailability table = new Unavailability();
    private final Map<String, RegisteredSource> sources = new ConcurrentHashMap<>();

    @Override
    public void add(RegisteredSource source) {
        table.check("the Keys table");
        if (sources.putIfAbsent(source.tokenHash(), source) != null) {
            throw new IllegalStateException("there is a source of this hash");
        }
    }

    @Override
    public List<RegisteredSource> list() {
        table.check("the Keys table");
        return sources.values().stream()
                .sorted(Comparator.comparing(source -> source.createdAt().orElse(Instant.MIN)))
                .toList();
    }

    @Override
    public boolean pause(String tokenHash, boolean paused) {
        return change(tokenHash, paused, false);
    }

    @Override
    public boolean revoke(String tokenHash) {
        return change(tokenHash, false, true);
    }

    private boolean change(String tokenHash, boolean paused, boolean revoked) {
        table.check("the Keys table");
        RegisteredSource old = sources.get(tokenHash);
        if (old == null || old.revoked()) {
            return false;
        }
        WebhookSource source = new WebhookSource(
                old.source().name(), old.source().auth(), paused, old.source().rateLimit());
        sources.put(tokenHash, new RegisteredSource(tokenHash, old.hint(), source, revoked, old.createdAt()));
        return true;
    }

    @Override
    public Optional<WebhookSource> find(String tokenHash) {
        table.check("the Keys table");
        return Optional.ofNullable(sources.get(tokenHash))
                .filter(source -> !source.revoked())
                .map(RegisteredSource::source);
    }
}
