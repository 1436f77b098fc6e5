package com.ingestlayer.cli.sources;

import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.source.SourceAuth;
import java.util.EnumSet;
import java.util.Set;

/** How a source authenticates its webhooks. The constants are named as users type them. */
enum AuthKind {
    hmac,
    bearer,
    none;

    /** The schemes whose senders generate the secret themselves, once they know the URL. */
    private static final Set<SignatureScheme> SECRET_OF_SENDER =
            EnumSet.of(SignatureScheme.STRIPE, SignatureScheme.STANDARD_WEBHOOKS);

    static AuthKind of(SourceAuth auth) {
        if (auth instanceof SourceAuth.Hmac) {
            return hmac;
        }
        return auth instanceof SourceAuth.Bearer ? bearer : none;
    }

    static boolean senderMakesTheSecret(SourceAuth auth) {
        return auth.scheme().filter(SECRET_OF_SENDER::contains).isPresent();
    }
}
