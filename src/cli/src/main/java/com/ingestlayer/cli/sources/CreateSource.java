package com.ingestlayer.cli.sources;

import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Credential;
import com.ingestlayer.cli.console.RateOptions;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.request.RateLimit;
import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.source.SourceAuth;
import com.ingestlayer.source.WebhookSource;
import com.ingestlayer.yaml.Names;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = {
            "Creates a source of webhooks, and prints its URL and its secret or bearer token once.",
            "Stripe and senders of Standard Webhooks generate the secret themselves, once they know the URL: create the source,",
            "register its URL with the sender, then run ingestlayer sources set-secret."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer sources create github --scheme github",
            "  ingestlayer sources create stripe --scheme stripe",
            "  ingestlayer sources create crm --auth bearer --rate 50 --burst 200"
        })
final class CreateSource extends Action {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,64}");
    private static final List<String> SCHEMES =
            Stream.of(SignatureScheme.values()).map(SignatureScheme::text).toList();

    /** The schemes that the help and the completion show. */
    static final class Schemes implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return SCHEMES.iterator();
        }
    }

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The name of the source: lower-case letters, digits and -; unique among active sources.")
    private String name;

    @Option(
            names = "--auth",
            paramLabel = "AUTH",
            defaultValue = "hmac",
            description =
                    "How webhooks are authenticated: hmac (a signature), bearer (a token in a header), none (whoever"
                            + " knows the URL may send); ${DEFAULT-VALUE} by default.")
    private AuthKind auth;

    @Option(
            names = "--scheme",
            paramLabel = "SCHEME",
            completionCandidates = Schemes.class,
            description = "The signature scheme of the sender: ${COMPLETION-CANDIDATES}; ingestlayer by default.")
    private String scheme;

    @Mixin
    private SecretOptions secret;

    @Mixin
    private RateOptions rate;

    @Override
    public Integer call() {
        if (!NAME.matcher(name).matches()) {
            throw CommandException.usage("a source's name has 1 to 64 small letters, digits and -");
        }
        if (scheme != null && auth != AuthKind.hmac) {
            throw CommandException.usage("--scheme says how webhooks are signed: it goes with --auth hmac only");
        }
        if (auth == AuthKind.none && secret.given()) {
            throw CommandException.usage("--auth none takes no secret");
        }
        Optional<RateLimit> limit = rate.limit();
        SignatureScheme signedAs = scheme();
        Optional<String> given = secret.read(context());
        Stack stack = stack();
        requireNew(stack);
        switch (auth) {
            case hmac -> {
                SourceAuth hmac = new SourceAuth.Hmac(signedAs);
                Optional<Credential> credential = given.map(text -> SourceCredentials.checkedSecret(text, signedAs))
                        .or(() -> SourceCredentials.newSecret(hmac, context()));
                if (credential.isEmpty()) {
                    stack.secrets().remove(name); // an earlier source of this name may have left one behind
                }
                add(hmac, credential, limit, stack);
            }
            case bearer -> {
                Credential token = given.map(SourceCredentials::checkedBearerToken)
                        .orElseGet(() -> SourceCredentials.newBearerToken(context()));
                add(new SourceAuth.Bearer(token.hash()), Optional.of(token), limit, stack);
            }
            default -> add(new SourceAuth.None(), Optional.empty(), limit, stack);
        }
        return ExitCode.OK;
    }

    private void add(SourceAuth how, Optional<Credential> credential, Optional<RateLimit> limit, Stack stack) {
        NewSource.add(new WebhookSource(name, how, false, limit), credential, stack, context())
                .show(output(), stack.apiUrl());
    }

    private SignatureScheme scheme() {
        return scheme == null
                ? SignatureScheme.INGESTLAYER
                : SignatureScheme.named(scheme)
                        .orElseThrow(() -> CommandException.usage(
                                "unknown scheme \"" + scheme + "\"" + Names.instead(scheme, SCHEMES)));
    }

    private void requireNew(Stack stack) {
        if (stack.sources().list().stream()
                .anyMatch(source -> !source.revoked() && source.source().name().equals(name))) {
            throw CommandException.refused(
                    "there is a source \"" + name + "\"; take another name, or use ingestlayer" + " sources rotate");
        }
    }
}
