package com.ingestlayer.source;

import com.ingestlayer.Unavailability;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Webhook sources in a map; revoked sources are removed. */
public final class InMemoryWebhookSources implements WebhookSources {
    public final Unavailability reads = new Unavailability();
    private final Map<String, WebhookSource> sources = new ConcurrentHashMap<>();
    private final AtomicInteger lookups = new AtomicInteger();

    @Override
    public Optional<WebhookSource> find(String tokenHash) {
        reads.check("the sources");
        lookups.incrementAndGet();
        return Optional.ofNullable(sources.get(tokenHash));
    }

    public void put(String tokenHash, WebhookSource source) {
        sources.put(tokenHash, source);
    }

    public void revoke(String tokenHash) {
        sources.remove(tokenHash);
    }

    /** Returns the number of lookups. */
    public int lookups() {
        return lookups.get();
    }
}
