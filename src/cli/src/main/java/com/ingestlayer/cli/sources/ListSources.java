package com.ingestlayer.cli.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.failure.ExitCode;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
        name = "list",
        description = "Lists the sources of webhooks, oldest first. It cannot show their URLs and secrets.",
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer sources list --output json")
final class ListSources extends Action {
    @Override
    public Integer call() {
        List<ObjectNode> sources =
                stack().sources().list().stream().map(SourceJson::of).toList();
        output().list(
                        sources,
                        SourceJson.COLUMNS,
                        "There is no source yet; make one with ingestlayer sources create NAME.");
        return ExitCode.OK;
    }
}
