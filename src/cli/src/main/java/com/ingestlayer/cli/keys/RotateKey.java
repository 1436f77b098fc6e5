package com.ingestlayer.cli.keys;

import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "rotate",
        description = {
            "Makes a new API key with the settings of an old one, prints it, and revokes the old one.",
            "With --keep-old both work, until you revoke the old one by its hint."
        },
        footerHeading = "%nExample:%n",
        footer = "  KEY=$(ingestlayer keys rotate production --keep-old)")
final class RotateKey extends Action {
    @Mixin
    private KeyParameter parameter;

    @Option(names = "--keep-old", description = "Leave the old key active.")
    private boolean keepOld;

    @Override
    public Integer call() {
        KeyRegistry keys = stack().keys();
        RegisteredKey old = parameter.findActive(keys);
        NewKey made = NewKey.add(old.key(), keys, context());
        // Shows the new key before it revokes the old one: a failure in between leaves two working keys, not none.
        made.show(output());
        if (keepOld) {
            output().remark("The old key works on. When nobody uses it any more: ingestlayer keys revoke "
                    + old.shownHint());
        } else {
            keys.revoke(old.keyHash());
            output().remark("The old key (" + old.shownHint() + "…) is revoked. " + KeyParameter.STILL_WORKS);
        }
        output().remark("The new key is shown only now; keep it where you keep secrets.");
        return ExitCode.OK;
    }
}
