package com.ingestlayer.source;

class InMemoryWebhookSourcesTest extends WebhookSourcesContract {
    private final InMemoryWebhookSources sources = new InMemoryWebhookSources();

    @Override
    protected WebhookSources sources() {
        return sources;
    }

    @Override
    protected void put(String tokenHash, WebhookSource source) {
        sources.put(tokenHash, source);
    }

    @Override
    protected void revoke(String tokenHash) {
        sources.revoke(tokenHash);
    }
}
