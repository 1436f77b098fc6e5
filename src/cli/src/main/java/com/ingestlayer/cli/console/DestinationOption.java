package com.ingestlayer.cli.console;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The option {@code --destination}, which names a destination of one pipeline or of any. */
public final class DestinationOption {
    @Option(
            names = "--destination",
            paramLabel = "[PIPELINE/]NAME",
            description = "Only deliveries to this destination, of one pipeline or of any.")
    private String destination;

    /** Returns the option as it was typed; empty when it was not given. */
    public Optional<String> text() {
        return Optional.ofNullable(destination);
    }

    /** Returns the pipeline that the option names; empty when it names none. */
    public Optional<String> pipeline() {
        return text().filter(text -> text.contains("/")).map(text -> text.substring(0, text.indexOf('/')));
    }

    /** Returns the destination's name without its pipeline. */
    public Optional<String> name() {
        return text().map(text -> text.substring(text.indexOf('/') + 1));
    }
}
