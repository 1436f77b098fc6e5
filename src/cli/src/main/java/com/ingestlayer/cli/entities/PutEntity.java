package com.ingestlayer.cli.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.entity.WriteResult;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "put",
        description = {
            "Creates an entity, or merges traits into an existing one: given traits replace old ones, all others stay.",
            "42 and 3.5 are numbers, true and false are booleans, null removes a trait; all else is text (so is '\"42\"')."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer entities put user u_42 plan=pro seats=5 trial=null",
            "  ingestlayer entities put account acme --json '{\"tags\": [\"vip\"]}'"
        })
final class PutEntity extends Action {
    @Mixin
    private EntityParameters parameters;

    @Parameters(index = "2..*", paramLabel = "NAME=VALUE", description = "A trait and its value.")
    private List<String> pairs = new ArrayList<>();

    @Option(names = "--json", paramLabel = "OBJECT", description = "The traits as a JSON object instead.")
    private String json;

    @Override
    public Integer call() {
        ValidEntity entity;
        try {
            entity = ValidEntity.of(parameters.kind(), parameters.externalId(), traits());
        } catch (ValidEntity.RefusedException e) {
            throw CommandException.refused(e.getMessage(), e);
        }
        WriteResult written = stack().entities().write(entity.key(), entity.traits(), Precondition.NONE);
        ObjectNode now = written.entity()
                .orElseThrow(() -> CommandException.refused(ValidEntity.TOO_LARGE))
                .toJson();
        output().value(
                        parameters.kind() + " " + parameters.externalId() + " "
                                + written.result().name().toLowerCase(Locale.ROOT),
                        now);
        return ExitCode.OK;
    }

    private ObjectNode traits() {
        if (json != null && !pairs.isEmpty()) {
            throw CommandException.usage("give traits as NAME=VALUE or as --json, not both");
        }
        return json == null ? traitsOfPairs() : traitsOfJson();
    }

    private ObjectNode traitsOfPairs() {
        ObjectNode traits = Json.object();
        for (String pair : pairs) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw CommandException.usage("expected NAME=VALUE, found \"" + pair + "\"");
            }
            if (traits.has(pair.substring(0, equals))) {
                throw CommandException.usage("the trait " + pair.substring(0, equals) + " is given twice");
            }
            traits.set(pair.substring(0, equals), TraitValue.of(pair.substring(equals + 1)));
        }
        return traits;
    }

    private ObjectNode traitsOfJson() {
        try {
            if (StrictJson.parse(json) instanceof ObjectNode traits) {
                return traits;
            }
            throw CommandException.usage("--json: expected an object such as '{\"plan\": \"pro\"}'");
        } catch (MalformedJsonException e) {
            throw CommandException.usage("--json: " + e.path() + ": " + e.getMessage());
        }
    }
}
