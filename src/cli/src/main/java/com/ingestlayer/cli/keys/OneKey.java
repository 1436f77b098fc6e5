package com.ingestlayer.cli.keys;

import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.cli.failure.CommandException;
import java.util.List;
import java.util.stream.Collectors;

/** Finds the key that somebody means. */
final class OneKey {
    /** What whoever revokes a key must know. */
    static final String STILL_WORKS =
            "It may work on for up to " + Authenticator.REMEMBERED.toSeconds() + " s, until the functions forget it.";

    private OneKey() {}

    /**
     * The only active key of this name or hint, or the one that this is.
     *
     * @throws CommandException when there is none, or more than one
     */
    static RegisteredKey active(KeyRegistry keys, String nameOrHint) {
        List<RegisteredKey> all =
                keys.list().stream().filter(key -> key.isCalled(nameOrHint)).toList();
        List<RegisteredKey> active = all.stream().filter(RegisteredKey::active).toList();
        if (active.size() == 1) {
            return active.get(0);
        }
        if (active.isEmpty()) {
            throw CommandException.refused(
                    all.isEmpty()
                            ? "there is no key with the name or hint \"" + nameOrHint + "\""
                            : "the key \"" + nameOrHint + "\" is revoked already");
        }
        throw CommandException.refused("\"" + nameOrHint + "\" could be any of "
                + active.stream().map(RegisteredKey::shownHint).collect(Collectors.joining(", "))
                + "; name the one you mean by its hint");
    }
}
