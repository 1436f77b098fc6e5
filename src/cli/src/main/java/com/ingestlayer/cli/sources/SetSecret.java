package com.ingestlayer.cli.sources;

import com.ingestlayer.aws.secrets.SsmSecrets;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Credential;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.signature.SignatureScheme;
import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.source.RegisteredSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "set-secret",
        description = {
            "Sets the secret with which the sender signs its webhooks. The URL stays the same.",
            "The secret comes from standard input or an environment variable, never from an argument."
        },
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer sources set-secret stripe --secret-stdin < stripe-secret.txt")
final class SetSecret extends Action {
    @Mixin
    private SourceParameter parameter;

    @Mixin
    private SecretOptions secret;

    @Override
    public Integer call() {
        String given = secret.read(context())
                .orElseThrow(
                        () -> CommandException.usage("say where the secret is: --secret-stdin, or --secret-from-env"));
        Stack stack = stack();
        RegisteredSource source = parameter.find(stack.sources());
        SignatureScheme scheme = source.source()
                .auth()
                .scheme()
                .orElseThrow(
                        () -> CommandException.refused("the webhooks of \"" + parameter.text() + "\" are not signed"));
        Credential checked = SourceCredentials.checkedSecret(given, scheme);
        stack.secrets().put(source.source().name(), new SigningSecret(checked.text()));
        output().oneAsJson(SourceJson.of(source));
        output().remark("The secret is set. If there was one before, the new one is used within "
                + SsmSecrets.RENEWED.toSeconds() + " seconds.");
        return ExitCode.OK;
    }
}
