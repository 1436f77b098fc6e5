package com.ingestlayer.cli.sources;

import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.source.SourceAuth;
import java.util.EnumSet;
import java.util.Set;

/** How webhooks prove where they come from, named as people write it. */
enum AuthKind {
    hmac,
    bearer,
    none;

    /** These senders make the secret themselves, once they have the URL. */
    private static final Set<SignatureScheme> DICTATED =
            EnumSet.of(SignatureScheme.STRIPE, SignatureScheme.STANDARD_WEBHOOKS);

    static AuthKind of(SourceAuth auth) {
        if (auth instanceof SourceAuth.Hmac) {
            return hmac;
        }
        return auth instanceof SourceAuth.Bearer ? bearer : none;
    }

    static boolean senderMakesTheSecret(SourceAuth auth) {
        return auth.scheme().filter(DICTATED::contains).isPresent();
    }
}
