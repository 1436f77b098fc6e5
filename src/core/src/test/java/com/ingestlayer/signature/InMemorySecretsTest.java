package com.ingestlayer.signature;

class InMemorySecretsTest extends SecretKeeperContract {
    private final InMemorySecrets secrets = new InMemorySecrets();

    @Override
    protected SecretKeeper keeper() {
        return secrets;
    }

    @Override
    protected Secrets secrets() {
        return secrets;
    }
}
