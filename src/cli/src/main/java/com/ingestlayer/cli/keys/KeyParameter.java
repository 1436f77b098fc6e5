package com.ingestlayer.cli.keys;

import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.access.RegisteredKey;
import com.ingestlayer.cli.failure.CommandException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** The parameter that names a key. */
final class KeyParameter {
    /** A reminder for users who revoke a key. */
    static final String STILL_WORKS =
            "It may work on for up to " + Authenticator.REMEMBERED.toSeconds() + " s, until the functions forget it.";

    @Parameters(
            index = "0",
            paramLabel = "NAME|HINT",
            description = "The key's name, its hint as lists show it, or a leaked key itself.")
    private String nameOrHint;

    /** Returns the parameter as it was typed. */
    String text() {
        return nameOrHint;
    }

    /**
     * Returns the only active key with this name or hint, or the active key that the parameter itself is.
     *
     * @throws CommandException when no active key matches, or more than one
     */
    RegisteredKey findActive(KeyRegistry keys) {
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
