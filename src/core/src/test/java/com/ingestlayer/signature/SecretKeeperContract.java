package com.ingestlayer.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The contract of every {@link SecretKeeper}. */
public abstract class SecretKeeperContract {
    protected abstract SecretKeeper keeper();

    /** Returns a lookup on the same store with an empty cache. */
    protected abstract Secrets secrets();

    @Test
    public void aSecretIsFoundUnchanged() {
        keeper().put("shop", new SigningSecret("whsec_a+/=ü"));
        assertThat(secrets().find("shop")).hasValue(new SigningSecret("whsec_a+/=ü"));
        assertThat(secrets().find("other")).isEmpty();
    }

    @Test
    public void aSecretReplacesTheEarlierOne() {
        keeper().put("twice", new SigningSecret("first"));
        keeper().put("twice", new SigningSecret("second"));
        assertThat(secrets().find("twice")).hasValue(new SigningSecret("second"));
    }

    @Test
    public void aRemovedSecretIsGoneAndRemovingTwiceIsHarmless() {
        keeper().put("gone", new SigningSecret("x"));
        keeper().remove("gone");
        keeper().remove("gone");
        assertThat(secrets().find("gone")).isEmpty();
    }
}
