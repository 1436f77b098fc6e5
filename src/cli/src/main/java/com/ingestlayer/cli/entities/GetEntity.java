package com.ingestlayer.cli.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.entity.EntityKey;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "get",
        description = "Shows an entity and its traits.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer entities get user u_42")
final class GetEntity extends Action {
    @Mixin
    private EntityParameters parameters;

    @Override
    public Integer call() {
        String kind = parameters.kind();
        String externalId = parameters.externalId();
        Optional<EntityKey> key = EntityKey.isValidKind(kind) && EntityKey.isValidId(externalId)
                ? Optional.of(new EntityKey(kind, externalId))
                : Optional.empty();
        ObjectNode entity = key.flatMap(stack().entities()::find)
                .orElseThrow(() -> CommandException.refused("there is no " + kind + " " + externalId))
                .toJson();
        if (!output().isJson() && entity.remove("traits") instanceof ObjectNode traits) {
            traits.properties().forEach(trait -> entity.set("traits." + trait.getKey(), trait.getValue()));
        }
        output().one(entity);
        return ExitCode.OK;
    }
}
