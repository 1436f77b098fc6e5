package com.ingestlayer.signature;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What every {@link SecretKeeper} does. */
public abstract class SecretKeeperContract {
    protected abstract SecretKeeper keeper();

    /** Looks into the same store, and has remembered nothing. */
    protected abstract Secrets secrets();

    @Test
    public void aSecretIsFoundAsItWasPut() {
        keeper().put("shop", new SigningSecret("whsec_a+/=ü"));
        assertThat(secrets().find("shop")).hasValue(new SigningSecret("whsec_a+/=ü"));
        assertThat(secrets().find("other")).isEmpty();
    }

    @Test
    public void aSecretTakesThePlaceOfTheOneBefore() {
        keeper().put("twice", new SigningSecret("first"));
        keeper().put("twice", new SigningSecret("second"));
        assertThat(secrets().find("twice")).hasValue(new SigningSecret("second"));
    }

    @Test
    public void aRemovedSecretIsGoneAndRemovingTwiceIsNoFailure() {
        keeper().put("gone", new SigningSecret("x"));
        keeper().remove("gone");
        keeper().remove("gone");
        assertThat(secrets().find("gone")).isEmpty();
    }
}
