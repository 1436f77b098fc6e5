package com.ingestlayer.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Printable;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.yaml.Problem;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Checks the event declarations and pipelines, and tells every mistake by file and line.",
            "Asks nobody: it works offline and needs no credentials."
        },
        footerHeading = "%nExample:%n",
        footer = "  ingestlayer check infra/config")
final class CheckConfiguration extends Action {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "infra/config",
            description = "The directory with events/ and pipelines/; ${DEFAULT-VALUE} by default.")
    private Path directory;

    @Override
    public Integer call() {
        Configuration configuration;
        try {
            configuration = Configuration.load(directory, surroundings().environment());
        } catch (InvalidConfigurationException e) {
            tell(e);
            return ExitCode.REFUSED;
        }
        Map<String, Long> byStatus = configuration.pipelines().stream()
                .collect(Collectors.groupingBy(CheckConfiguration::status, TreeMap::new, Collectors.counting()));
        int events = configuration.declarations().size();
        int pipelines = configuration.pipelines().size();
        ObjectNode found = Json.object().put("directory", directory.toString());
        found.put("events", events).put("pipelines", pipelines);
        output().value(
                        Printable.of(directory.toString()) + " is right: " + counted(events, "event declaration") + ", "
                                + counted(pipelines, "pipeline")
                                + (byStatus.isEmpty() ? "" : " (" + list(byStatus) + ")"),
                        found);
        return ExitCode.OK;
    }

    private void tell(InvalidConfigurationException e) {
        for (Problem problem : e.problems()) {
            surroundings().err().println(Printable.of(problem.toString()));
        }
        if (output().isJson()) {
            ObjectNode whole = Json.object();
            var problems = whole.putArray("problems");
            e.problems().forEach(problem -> problems.addObject()
                    .put("file", problem.file())
                    .put("line", problem.line())
                    .put("message", problem.message()));
            output().value("", whole);
        }
    }

    private static String status(Pipeline pipeline) {
        return pipeline.status().name().toLowerCase(Locale.ROOT);
    }

    private static String list(Map<String, Long> byStatus) {
        return byStatus.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}
