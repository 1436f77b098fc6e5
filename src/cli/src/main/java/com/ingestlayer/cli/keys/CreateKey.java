package com.ingestlayer.cli.keys;

import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.KeyRegistry;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.RateOptions;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.event.AgentSource;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "create",
        description = {
            "Creates an API key and prints it once. Only its SHA-256 is stored.",
            "The key goes to standard output, and all other messages go to standard error.",
            "With --agent, the key lets an agent invoke the pipelines that --pipelines names, and do nothing else."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  KEY=$(ingestlayer keys create production)",
            "  ingestlayer keys create backoffice --scope entities,read --rate 50 --burst 200",
            "  ingestlayer keys create support-bot --agent --pipelines summarize-ticket,find-company"
        })
final class CreateKey extends Action {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@-]{0,63}");
    private static final Pattern PIPELINES = Pattern.compile("[*]|[a-z0-9][a-z0-9-]{0,63}");
    private static final Pattern SOURCE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    /** The constants are named as users type them. */
    enum Scope {
        ingest,
        entities,
        read,
        admin
    }

    @Parameters(index = "0", paramLabel = "NAME", description = "The name of the key in lists.")
    private String name;

    @Option(
            names = "--scope",
            split = ",",
            paramLabel = "SCOPE",
            description = "What the key may do, separated by commas: ${COMPLETION-CANDIDATES}; ingest by default.")
    private Set<Scope> scopes = new LinkedHashSet<>();

    @Option(
            names = "--source",
            paramLabel = "SOURCE",
            description = "The source of its events, as pipelines match it; sdk.event by default.")
    private String source;

    @Option(names = "--agent", description = "Create a key for an agent.")
    private boolean agent;

    @Option(
            names = "--pipelines",
            split = ",",
            paramLabel = "PIPELINE",
            description =
                    "The pipelines that the agent may invoke, separated by commas; * for all, including future ones.")
    private Set<String> pipelines = new LinkedHashSet<>();

    @Mixin
    private RateOptions rate;

    @Override
    public Integer call() {
        if (!NAME.matcher(name).matches()) {
            throw CommandException.usage("a key's name has 1 to 64 letters, digits, spaces and . _ @ -");
        }
        ApiKey settings = agent ? agentKey() : senderKey();
        KeyRegistry keys = stack().keys();
        if (keys.list().stream()
                .anyMatch(key -> key.active() && key.key().name().equals(name))) {
            throw CommandException.refused(
                    "there is an active key \"" + name + "\"; take another name, or use" + " ingestlayer keys rotate");
        }
        NewKey made = NewKey.add(settings, keys, context());
        made.show(output());
        output().remark("The key \"" + name + "\" may do: " + String.join(", ", new TreeSet<>(settings.scopes()))
                + ". It is shown only now; keep it where you keep secrets.");
        return ExitCode.OK;
    }

    private ApiKey senderKey() {
        if (!pipelines.isEmpty()) {
            throw CommandException.usage("--pipelines says what an agent may invoke: it goes with --agent only");
        }
        String from = source == null ? "sdk.event" : source;
        if (!SOURCE.matcher(from).matches() || from.equals(AgentSource.KIND)) {
            throw CommandException.usage("a source is called like sdk.event, in small letters, and not agent");
        }
        Set<Scope> may = scopes.isEmpty() ? Set.of(Scope.ingest) : scopes;
        return new ApiKey(name, from, may.stream().map(Scope::name).collect(Collectors.toSet()), rate.limit());
    }

    private ApiKey agentKey() {
        if (pipelines.isEmpty()) {
            throw CommandException.usage("name what the agent may invoke with --pipelines, or --pipelines '*'");
        }
        if (source != null || !scopes.isEmpty()) {
            throw CommandException.usage(
                    "an agent's key may invoke pipelines only: --agent takes no --scope or --source");
        }
        pipelines.stream()
                .filter(pipeline -> !PIPELINES.matcher(pipeline).matches())
                .findFirst()
                .ifPresent(wrong -> {
                    throw CommandException.usage("not a pipeline's name: \"" + wrong + "\"");
                });
        Set<String> may = pipelines.stream().map(ApiKey::invoke).collect(Collectors.toSet());
        return new ApiKey(name, AgentSource.KIND, may, rate.limit());
    }
}
