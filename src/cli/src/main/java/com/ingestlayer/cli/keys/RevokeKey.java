package com.ingestlayer.cli.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "revoke",
        description = "Revokes an API key for good. It may work on for up to 60 seconds.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer keys revoke production")
final class RevokeKey extends Action {
    @Parameters(
            index = "0",
            paramLabel = "NAME|HINT",
            description = "The key's name, its hint as lists show it, or a leaked key itself.")
    private String nameOrHint;

    @Override
    public Integer call() {
        KeyRegistry keys = stack().keys();
        RegisteredKey key = OneKey.active(keys, nameOrHint);
        if (!keys.revoke(key.keyHash())) {
            throw CommandException.refused("somebody else has just revoked the key \"" + nameOrHint + "\"");
        }
        ObjectNode revoked = KeyJson.of(key).put("status", "revoked");
        if (output().isJson()) {
            output().one(revoked);
        }
        output().remark("The key \"" + key.key().name() + "\" (" + key.shownHint() + "…) is revoked. "
                + OneKey.STILL_WORKS);
        return ExitCode.OK;
    }
}
