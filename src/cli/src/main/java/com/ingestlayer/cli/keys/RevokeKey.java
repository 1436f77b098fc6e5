package com.ingestlayer.cli.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "revoke",
        description = "Revokes an API key for good. It may work on for up to 60 seconds.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer keys revoke production")
final class RevokeKey extends Action {
    @Mixin
    private KeyParameter parameter;

    @Override
    public Integer call() {
        KeyRegistry keys = stack().keys();
        RegisteredKey key = parameter.findActive(keys);
        if (!keys.revoke(key.keyHash())) {
            throw CommandException.refused("somebody else has just revoked the key \"" + parameter.text() + "\"");
        }
        ObjectNode revoked = KeyJson.of(key).put("status", "revoked");
        output().oneAsJson(revoked);
        output().remark("The key \"" + key.key().name() + "\" (" + key.shownHint() + "…) is revoked. "
                + KeyParameter.STILL_WORKS);
        return ExitCode.OK;
    }
}
