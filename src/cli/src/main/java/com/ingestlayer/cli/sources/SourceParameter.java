package com.ingestlayer.cli.sources;

import com.ingestlayer.access.Authenticator;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.source.RegisteredSource;
import com.ingestlayer.source.SourceRegistry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Parameters;

/** The parameter that names a source. */
final class SourceParameter {
    /** A reminder for users who pause or revoke a source. */
    static final String STILL_WORKS = "Webhooks may be taken for up to " + Authenticator.REMEMBERED.toSeconds()
            + " s more, until the functions forget it.";

    @Parameters(index = "0", paramLabel = "NAME|HINT", description = "The source's name, or its hint in lists.")
    private String nameOrHint;

    /** Returns the parameter as it was typed. */
    String text() {
        return nameOrHint;
    }

    /**
     * Returns the only source with this name or hint that is not revoked.
     *
     * @throws CommandException when no such source matches, or more than one
     */
    RegisteredSource find(SourceRegistry sources) {
        List<RegisteredSource> found = sources.list().stream()
                .filter(source -> !source.revoked())
                .filter(source -> source.source().name().equals(nameOrHint)
                        || source.hint().equals(Optional.of(nameOrHint)))
                .toList();
        if (found.isEmpty()) {
            throw CommandException.refused("there is no source with the name or hint \"" + nameOrHint + "\"");
        }
        if (found.size() > 1) {
            throw CommandException.refused("\"" + nameOrHint + "\" could be any of "
                    + found.stream()
                            .map(source -> source.hint().orElse("(no hint)"))
                            .collect(Collectors.joining(", "))
                    + "; name the one you mean by its hint");
        }
        return found.get(0);
    }
}
