package com.ingestlayer.cli.entities;

import picocli.CommandLine.Parameters;

/** The parameters that name an entity. They are not checked: see {@link ValidEntity}. */
final class EntityParameters {
    @Parameters(index = "0", paramLabel = "KIND", description = "The kind of the entity, such as user.")
    private String kind;

    @Parameters(index = "1", paramLabel = "ID", description = "The id of the entity in your own system.")
    private String externalId;

    String kind() {
        return kind;
    }

    String externalId() {
        return externalId;
    }
}
