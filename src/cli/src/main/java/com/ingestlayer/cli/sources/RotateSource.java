package com.ingestlayer.cli.sources;

import com.ingestlayer.aws.secrets.SsmSecrets;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Credential;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.source.RegisteredSource;
import com.ingestlayer.source.SourceAuth;
import com.ingestlayer.source.WebhookSource;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "rotate",
        description = {
            "Gives a source a new URL and a new secret or bearer token, prints them once, and revokes the old URL.",
            "A secret that the sender generates stays the same, unless you give a new one."
        },
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer sources rotate github")
final class RotateSource extends Action {
    @Mixin
    private SourceParameter parameter;

    @Mixin
    private SecretOptions secret;

    @Override
    public Integer call() {
        Optional<String> given = secret.read(context());
        Stack stack = stack();
        RegisteredSource old = parameter.find(stack.sources());
        SourceAuth auth = old.source().auth();
        Optional<Credential> credential = credential(auth, given);
        SourceAuth rotated = auth instanceof SourceAuth.Bearer
                ? new SourceAuth.Bearer(credential.orElseThrow().hash())
                : auth;
        WebhookSource settings = new WebhookSource(
                old.source().name(),
                rotated,
                old.source().paused(),
                old.source().rateLimit());
        // Shows the new URL before it revokes the old one: a failure in between leaves two working URLs, not none.
        NewSource made = NewSource.add(settings, credential, stack, context());
        made.show(output(), stack.apiUrl());
        stack.sources().revoke(old.tokenHash());
        output().remark("The old URL is revoked. " + SourceParameter.STILL_WORKS);
        if (auth.scheme().isPresent() && credential.isPresent()) {
            output().remark("The new secret is used within " + SsmSecrets.RENEWED.toSeconds()
                    + " seconds; until then webhooks signed with it may be refused.");
        }
        return ExitCode.OK;
    }

    private Optional<Credential> credential(SourceAuth auth, Optional<String> given) {
        if (auth.scheme().isPresent()) {
            return given.map(text ->
                            SourceCredentials.checkedSecret(text, auth.scheme().get()))
                    .or(() -> SourceCredentials.newSecret(auth, context()));
        }
        if (auth instanceof SourceAuth.Bearer) {
            return Optional.of(given.map(SourceCredentials::checkedBearerToken)
                    .orElseGet(() -> SourceCredentials.newBearerToken(context())));
        }
        if (given.isPresent()) {
            throw CommandException.refused("the source \"" + parameter.text() + "\" takes webhooks without a secret");
        }
        return Optional.empty();
    }
}
