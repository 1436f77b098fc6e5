package com.ingestlayer.cli.sources;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.console.Credential;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.source.SourceAuth;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Generates secrets and bearer tokens, and checks those that a sender chose. No message contains one. */
final class SourceCredentials {
    /** The syntax of a bearer token: RFC 6750 section 2.1. */
    private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]{1,512}=*");

    private static final String PREFIX = "whsec_";

    private SourceCredentials() {}

    /** Generates a secret; returns empty where the sender generates it. */
    static Optional<Credential> newSecret(SourceAuth auth, CliContext context) {
        return AuthKind.senderMakesTheSecret(auth)
                ? Optional.empty()
                : Optional.of(Credential.randomSecret(context.random()));
    }

    static Credential newBearerToken(CliContext context) {
        return Credential.random("whb_", context.random());
    }

    /** @throws CommandException when no webhook could ever be signed with this secret */
    static Credential checkedSecret(String secret, SignatureScheme scheme) {
        if (scheme == SignatureScheme.STANDARD_WEBHOOKS && !isBase64(secret)) {
            throw CommandException.refused(
                    "a secret of standard-webhooks is base 64, with or without whsec_ before it");
        }
        return new Credential(secret);
    }

    /** @throws CommandException when no header could ever carry this token */
    static Credential checkedBearerToken(String token) {
        if (!BEARER.matcher(token).matches()) {
            throw CommandException.refused("a bearer token has 1 to 512 letters, digits and . _ ~ + / - (RFC 6750)");
        }
        return new Credential(token);
    }

    private static boolean isBase64(String secret) {
        String encoded = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
        try {
            return Base64.getDecoder().decode(encoded).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
