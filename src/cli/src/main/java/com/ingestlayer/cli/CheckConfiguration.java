package com.ingestlayer.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Printable;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.pipelines.VariableOption;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.ip.IpKnowledge;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.yaml.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = {
            "Checks the event declarations and pipelines, and reports every mistake with its file and line.",
            "It reads what the functions read, so it needs their variables, such as WEBHOOK_URL: from the environment or with",
            "--env. It works offline, unless --stack or --local names a stack, whose WEBHOOK_URL it then uses."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer check infra/config --env WEBHOOK_URL=https://hooks.acme.example",
            "  ingestlayer check infra/config --stack ingestlayer",
            "  ingestlayer check infra/config --local"
        })
final class CheckConfiguration extends Action {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DIR",
            defaultValue = "infra/config",
            description = "The directory with events/ and pipelines/; ${DEFAULT-VALUE} by default.")
    private Path directory;

    @Mixin
    private VariableOption variables;

    @Override
    public Integer call() {
        UnaryOperator<String> given = variables.over(context().environment());
        UnaryOperator<String> known = ingestlayer().namesStack() ? VariableOption.withStack(given, stack()) : given;
        Set<String> unset = new TreeSet<>();
        Configuration configuration;
        try {
            configuration = Configuration.load(directory, name -> {
                String value = known.apply(name);
                if (VariableOption.isUnset(value)) {
                    unset.add(name);
                }
                return value;
            });
        } catch (InvalidConfigurationException e) {
            report(e.problems());
            unset.removeIf(name ->
                    e.problems().stream().noneMatch(problem -> problem.message().endsWith(": set " + name)));
            unset.forEach(this::explainHowToSet);
            return ExitCode.REFUSED;
        }
        List<Problem> databases = missingDatabases(Optional.ofNullable(known.apply(Configuration.IP_DATABASE)));
        if (!databases.isEmpty()) {
            report(databases);
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

    private void explainHowToSet(String name) {
        context()
                .err()
                .println(Printable.of("How to set " + name + ": " + name + "=… ingestlayer check " + directory
                        + (name.equals(VariableOption.WEBHOOK_URL)
                                ? ", --env " + name
                                        + "=https://…, --stack NAME for the one of a deployed stack, or --local"
                                : ", or --env " + name + "=…")));
    }

    /** Finds database files that do not exist. The functions work without them, so nobody would notice a wrong name. */
    private List<Problem> missingDatabases(Optional<String> names) {
        return IpKnowledge.files(directory, names).stream()
                .filter(file -> !Files.isRegularFile(file))
                .map(file -> new Problem(
                        file.toString(), 1, "there is no such file, but " + Configuration.IP_DATABASE + " names it"))
                .toList();
    }

    private void report(List<Problem> all) {
        for (Problem problem : all) {
            context().err().println(Printable.of(problem.toString()));
        }
        if (output().isJson()) {
            ObjectNode whole = Json.object();
            var problems = whole.putArray("problems");
            all.forEach(problem -> problems.addObject()
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
