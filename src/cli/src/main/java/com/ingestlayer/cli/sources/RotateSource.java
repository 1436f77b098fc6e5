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
import picocli.CommandLine.Parameters;

@Command(
        name = "rotate",
        description = {
            "Gives a source a new URL and a new secret or bearer token, prints them, and revokes the old URL.",
            "A secret that the sender makes stays, unless you give a new one."
        },
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer sources rotate github")
final class RotateSource extends Action {
    @Parameters(index = "0", paramLabel = "NAME|HINT", description = "The source's name, or its hint in lists.")
    private String nameOrHint;

    @Mixin
    private SecretOptions secret;

    @Override
    public Integer call() {
        Optional<String> given = secret.read(surroundings());
        Stack stack = stack();
        RegisteredSource old = OneSource.called(stack.sources(), nameOrHint);
        SourceAuth auth = old.source().auth();
        Optional<Credential> proof = proof(auth, given);
        SourceAuth rotated = auth instanceof SourceAuth.Bearer
                ? new SourceAuth.Bearer(proof.orElseThrow().hash())
                : auth;
        WebhookSource settings = new WebhookSource(
                old.source().name(),
                rotated,
                old.source().paused(),
                old.source().rateLimit());
        // Shown before the old one is revoked: a failure in between leaves two URLs that work, not none.
        NewSource made = NewSource.add(settings, proof, stack, surroundings());
        made.show(output(), stack.apiUrl());
        stack.sources().revoke(old.tokenHash());
        output().remark("The old URL is revoked. " + OneSource.STILL_WORKS);
        if (auth.scheme().isPresent() && proof.isPresent()) {
            output().remark("The new secret is used within " + SsmSecrets.RENEWED.toSeconds()
                    + " seconds; until then webhooks signed with it may be refused.");
        }
        return ExitCode.OK;
    }

    private Optional<Credential> proof(SourceAuth auth, Optional<String> given) {
        if (auth.scheme().isPresent()) {
            return given.map(text -> Proofs.checkedSecret(text, auth.scheme().get()))
                    .or(() -> Proofs.newSecret(auth, surroundings()));
        }
        if (auth instanceof SourceAuth.Bearer) {
            return Optional.of(
                    given.map(Proofs::checkedBearerToken).orElseGet(() -> Proofs.newBearerToken(surroundings())));
        }
        if (given.isPresent()) {
            throw CommandException.refused("the source \"" + nameOrHint + "\" takes webhooks without a secret");
        }
        return Optional.empty();
    }
}
