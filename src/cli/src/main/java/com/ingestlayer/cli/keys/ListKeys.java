package com.ingestlayer.cli.keys;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Lists the API keys, oldest first, including revoked ones. It cannot show the keys themselves.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer keys list --output json")
final class ListKeys extends Action {
    @Override
    public Integer call() {
        List<ObjectNode> keys = stack().keys().list().stream().map(KeyJson::of).toList();
        output().list(keys, KeyJson.COLUMNS, "There is no key yet; make one with ingestlayer keys create NAME.");
        return ExitCode.OK;
    }
}
