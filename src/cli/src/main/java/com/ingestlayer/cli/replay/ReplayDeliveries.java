package com.ingestlayer.cli.replay;

import com.ingestlayer.aws.Workers;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Confirmation;
import com.ingestlayer.cli.console.ConfirmationOption;
import com.ingestlayer.cli.console.ProgressBar;
import com.ingestlayer.cli.console.WaitRemark;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.cli.pipelines.ConfigOption;
import com.ingestlayer.cli.stack.Stack;
import com.ingestlayer.cli.stack.Target;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.json.Json;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.pipeline.step.IpService;
import com.ingestlayer.pipeline.step.StepServices;
import com.ingestlayer.replay.InvalidPlanException;
import com.ingestlayer.replay.PlannedReplay;
import com.ingestlayer.replay.ReplayPlanFile;
import com.ingestlayer.replay.ReplayRun;
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
            "A dead letter is sent with its own body and leaves its queue. Every other body is rendered again from the stored",
            "event by the pipeline in --config, which applies its filters and looks up entities again. Every attempt takes the",
            "address and the secret from the deployed configuration: deploy a corrected URL before you replay.",
            "--since and --until compare the time when an event was received or, without --type, when its delivery died."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer replay --event evt_01KFRM8V33ABCDEFGHJKMNPQRS",
            "  ingestlayer replay --type feature.used --since 2h --destination acme",
            "  ingestlayer replay --type feature.used --since 7d --to track-feature-usage/crm",
            "  ingestlayer replay --resume .ingestlayer-replay-20260131T100000Z"
        })
public final class ReplayDeliveries extends Action {
    private static final int BATCH = 50;

    @Mixin
    private ReplayOptions options;

    @Mixin
    private ConfigOption config;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50",
            description = "How many to send per second at most; ${DEFAULT-VALUE} by default.")
    private int rate;

    @Option(names = "--resume", paramLabel = "FILE", description = "Resume the replay that this plan file belongs to.")
    private Path resume;

    @Mixin
    private ConfirmationOption confirmation;

    @Override
    public Integer call() throws IOException {
        if (rate < 1) {
            throw CommandException.usage("--rate: expected a number above 0");
        }
        Confirmation asking = confirmation.confirmation(context());
        Stack stack = stack();
        Configuration configuration = config.load(context(), stack);
        if (resume != null) {
            ReplayPlanFile plan = resumed();
            confirm(asking, configuration, plan.open());
            return run(stack, configuration, plan);
        }
        List<PlannedReplay> replays =
                options.find(stack, context().clock()).stream().distinct().toList();
        confirm(asking, configuration, replays);
        Path file = Path.of(
                ".ingestlayer-replay-" + context().clock().instant().toString().replaceAll("[^0-9TZ]", ""));
        ReplayPlanFile plan = ReplayPlanFile.create(file, stackName(), replays);
        output().remark("Should this be stopped, go on with --resume " + file);
        return run(stack, configuration, plan);
    }

    private ReplayPlanFile resumed() throws IOException {
        try {
            return ReplayPlanFile.read(resume, stackName());
        } catch (InvalidPlanException e) {
            throw CommandException.refused(e.getMessage(), e);
        }
    }

    private void confirm(Confirmation asking, Configuration configuration, List<PlannedReplay> replays) {
        Set<String> names = replays.stream().map(ReplayDeliveries::name).collect(Collectors.toCollection(TreeSet::new));
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
            asking.ask("Send them?");
        }
    }

    private int run(Stack stack, Configuration configuration, ReplayPlanFile plan) throws IOException {
        Replayer replayer = new Replayer(
                stack.events(),
                new Rerun(
                        new Pipelines(
                                configuration.pipelines(),
                                StepServices.forReplay(
                                        stack.entityLookup(),
                                        stack.model(),
                                        new IpService(configuration.ips()),
                                        context().clock())),
                        context().clock()),
                stack.queue(),
                stack.deadLetters(),
                Workers.start("events"));
        ProgressBar bar = new ProgressBar(context(), plan.total());
        ReplayRun.Result result = new ReplayRun(replayer, plan, rate, listener(bar)).execute(Math.min(rate, BATCH));
        bar.end();
        plan.delete();
        List<PlannedReplay> left = result.left();
        output().one(Json.object()
                .put("planned", result.planned())
                .put("sent", result.sent())
                .put("not_sent", left.size()));
        left.stream().limit(BATCH).forEach(planned -> output().remark(
                        "not sent: " + planned.key().eventId() + " to " + name(planned)
                                + ": the event is gone, or its pipeline does not send it there now"));
        return left.isEmpty() ? ExitCode.OK : ExitCode.PARTLY;
    }

    private ReplayRun.Listener listener(ProgressBar bar) {
        WaitRemark remark = new WaitRemark(context(), output());
        return new ReplayRun.Listener() {
            @Override
            public void progressed(int done) {
                bar.show(done);
            }

            @Override
            public void waitsFor(long hidden) {
                remark.waitsFor(hidden);
            }
        };
    }

    /** Returns the name under which a plan file remembers its stack. */
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
