package com.ingestlayer.cli.replay;

import com.ingestlayer.aws.Workers;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Confirmation;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.pipelines.ConfigOption;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.cli.stack.Target;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.pipeline.step.IpService;
import com.ingestlayer.pipeline.step.StepServices;
import com.ingestlayer.replay.PlannedReplay;
import com.ingestlayer.replay.Replayer;
import com.ingestlayer.replay.Rerun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "replay",
        description = {
            "Delivers events once more, under the same ids; webhooks carry X-Ingestlayer-Replay: n.",
            "A dead letter is sent with the body it has, and leaves its queue. Every other body is made anew from the stored",
            "event, by its pipeline as --config has it, filters and entities too. The deployed configuration decides the",
            "address and the secret, at each attempt: deploy a mended URL before you replay."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer replay --event evt_01KFRM8V33ABCDEFGHJKMNPQRS",
            "  ingestlayer replay --type feature.used --since 2h --destination acme",
            "  ingestlayer replay --type feature.used --since 7d --to track-feature-usage/crm",
            "  ingestlayer replay --resume .ingestlayer-replay-20260131T100000Z"
        })
public final class Replay extends Action {
    private static final int BATCH = 50;

    @Mixin
    private ReplayOptions options;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many a second at most; ${DEFAULT-VALUE} by default.")
    private int rate;

    @Option(names = "--resume", paramLabel = "FILE", description = "Go on with a replay that was stopped.")
    private Path resume;

    @Option(names = "--yes", description = "Do it without asking.")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        if (rate < 1) {
            throw CommandException.usage("--rate: expected a number above 0");
        }
        Confirmation confirmation = new Confirmation(surroundings(), yes);
        confirmation.refuseUnlessAskable();
        Stack stack = stack();
        Configuration configuration = config.load(surroundings(), stack);
        List<PlannedReplay> replays;
        PlanFile plan;
        if (resume == null) {
            replays = options.find(stack, surroundings().clock()).stream()
                    .distinct()
                    .toList();
            confirm(confirmation, configuration, replays);
            Path file = Path.of(".ingestlayer-replay-"
                    + surroundings().clock().instant().toString().replaceAll("[^0-9TZ]", ""));
            plan = PlanFile.create(file, stackName(), replays);
            output().remark("Should this be stopped, go on with --resume " + file);
        } else {
            plan = PlanFile.read(resume, stackName());
            replays = plan.open();
            confirm(confirmation, configuration, replays);
        }
        return run(stack, configuration, plan);
    }

    private void confirm(Confirmation confirmation, Configuration configuration, List<PlannedReplay> replays) {
        Set<String> names = replays.stream().map(Replay::name).collect(Collectors.toCollection(TreeSet::new));
        output().remark(replays.size() + " to send once more.");
        Map<String, String> targets = new HashMap<>();
        configuration.pipelines().forEach(pipeline -> pipeline.destinations()
                .forEach(destination -> targets.put(pipeline.name() + "/" + destination.name(), destination.target())));
        names.forEach(name -> output().remark("  " + name + ": "
                + Optional.ofNullable(targets.get(name))
                        .map(target -> target + " by the files here")
                        .orElse("not in the files here")));
        if (!replays.isEmpty()) {
            output().remark("Bodies are made by the files here. Where they go, and with which secret, is decided by the"
                    + " configuration that is deployed.");
            confirmation.ask("Send them?");
        }
    }

    private int run(Stack stack, Configuration configuration, PlanFile plan) throws IOException {
        Replayer replayer = new Replayer(
                stack.events(),
                new Rerun(
                        new Pipelines(
                                configuration.pipelines(),
                                StepServices.forReplay(
                                        stack.entityLookup(),
                                        stack.model(),
                                        new IpService(configuration.ips()),
                                        surroundings().clock())),
                        surroundings().clock()),
                stack.queue(),
                stack.deadLetters(),
                Workers.start("events"));
        ReplayRun run = new ReplayRun(replayer, plan, new Pace(rate), surroundings(), output());
        List<PlannedReplay> left = run.go(Math.min(rate, BATCH));
        plan.delete();
        output().one(run.report());
        left.stream().limit(BATCH).forEach(planned -> output().remark(
                        "not sent: " + planned.key().eventId() + " to " + name(planned)
                                + ": the event is gone, or its pipeline does not send it there now"));
        return left.isEmpty() ? ExitCode.OK : ExitCode.PARTLY;
    }

    private String stackName() {
        Target target = ingestlayer().target();
        return target.local()
                ? "--local"
                : target.name() + target.region().map(region -> " in " + region).orElse("");
    }

    private static String name(PlannedReplay planned) {
        return planned.key().pipeline() + "/" + planned.key().destination();
    }
}
