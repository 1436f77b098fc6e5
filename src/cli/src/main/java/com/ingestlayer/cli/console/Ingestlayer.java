package com.ingestlayer.cli.console;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.cli.stack.Target;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The {@code ingestlayer} command itself: the options that all commands share, and the objects they select. */
@Command(
        name = "ingestlayer",
        description =
                "Manages an Ingestlayer stack: API keys, webhook sources, entities, events, dead letters, configuration.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  KEY=$(ingestlayer keys create production)",
            "  ingestlayer keys list --local          (the stack of ./mvnw -Plocal)",
            "  ingestlayer check infra/config",
            "  source <(ingestlayer completion bash)  (complete with the tab key)"
        },
        versionProvider = Version.class)
public final class Ingestlayer {
    private final CliContext context;

    @Option(
            names = "--local",
            scope = ScopeType.INHERIT,
            description = "Work on the stack of ./mvnw -Plocal (ports as in INGESTLAYER_LOCAL_PORT_…).")
    private boolean local;

    @Option(
            names = "--stack",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "The CloudFormation stack to work on; " + Target.DEFAULT_NAME + " by default.")
    private String stack;

    @Option(
            names = "--region",
            scope = ScopeType.INHERIT,
            paramLabel = "REGION",
            description = "The stack's AWS region; by default the region of AWS_REGION or of the profile.")
    private String region;

    @Option(
            names = "--profile",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "The AWS CLI profile to use; by default the AWS default credential chain.")
    private String profile;

    @Option(
            names = "--output",
            scope = ScopeType.INHERIT,
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "table or json; ${DEFAULT-VALUE} by default.")
    private Output.Format format = Output.Format.table;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show how the command is used.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version.")
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private boolean version;

    public Ingestlayer(CliContext context) {
        this.context = requireNonNull(context, "context is null");
    }

    public CliContext context() {
        return context;
    }

    /** Returns the stack that the options name. */
    public Stack stack() {
        return context.stacks().apply(target());
    }

    public Output output() {
        return new Output(format, context.out(), context.err());
    }

    /** @throws CommandException when the options contradict each other */
    public Target target() {
        if (local && (stack != null || region != null || profile != null)) {
            throw CommandException.usage("--local is a stack of its own: it takes no --stack, --region or --profile");
        }
        return new Target(
                local,
                stack == null ? Target.DEFAULT_NAME : stack,
                Optional.ofNullable(region),
                Optional.ofNullable(profile));
    }

    /** Returns whether the command line names a stack. */
    public boolean namesStack() {
        return local || stack != null;
    }

    boolean debug() {
        return debug;
    }

    boolean local() {
        return local;
    }
}
