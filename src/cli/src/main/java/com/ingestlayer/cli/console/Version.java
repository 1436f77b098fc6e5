package com.ingestlayer.cli.console;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Reads the version, such as {@code ingestlayer 0.1.0}, from the manifest of the jar. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            "ingestlayer "
                    + Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                            .orElse("(not packaged)")
        };
    }
}
