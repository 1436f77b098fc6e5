package com.ingestlayer.cli.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.console.Action;
import com.ingestlayer.cli.console.Printable;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.cli.failure.ExitCode;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.entity.EntityLookup;
import com.ingestlayer.event.Event;
import com.ingestlayer.json.Json;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.pipeline.DryRun;
import com.ingestlayer.pipeline.DryRun.StepTrace;
import com.ingestlayer.pipeline.OutgoingDelivery;
import com.ingestlayer.pipeline.Pipeline;
import com.ingestlayer.pipeline.step.IpService;
import com.ingestlayer.pipeline.step.StepServices;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "test",
        description = {
            "Runs an event through a pipeline and shows, step by step, what happens and why. It sends and writes nothing, does",
            "not count the event, and calls no language model.",
            "Works offline; with --local or --stack, it looks up entities in that stack."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ingestlayer pipelines test track-feature-usage --local \\",
            "      --event src/contract/samples/track-feature-usage/delivered.json",
            "  ingestlayer events get evt_01KFRM8V33ABCDEFGHJKMNPQRS --output json | \\",
            "      ingestlayer pipelines test track-feature-usage --event -"
        })
final class TestPipeline extends Action {
    private static final String INDENT = "     ";

    @Mixin
    private ConfigOption config;

    @Mixin
    private PipelineParameter parameter;

    @Option(
            names = "--event",
            required = true,
            paramLabel = "FILE",
            description = "The file with the event, {\"type\", \"payload\"}; - for standard input.")
    private String file;

    @Override
    public Integer call() throws IOException {
        boolean online = ingestlayer().namesStack();
        Configuration configuration = online ? config.load(context(), stack()) : config.load(context());
        Pipeline pipeline = parameter.find(configuration);
        Event event = SampleEvent.read(text(), configuration, pipeline, context());
        EntityLookup lookup = online ? stack().entityLookup() : keys -> Map.of();
        DryRun dryRun = DryRun.of(
                pipeline,
                event,
                StepServices.forReplay(
                        lookup,
                        LanguageModel.NONE,
                        new IpService(configuration.ips()),
                        context().clock()));
        if (output().isJson()) {
            output().one(json(pipeline, event, dryRun));
        } else {
            print(pipeline, event, dryRun);
            if (!online) {
                output().remark("Entities were not looked up: --local or --stack NAME says where.");
            }
        }
        return ExitCode.OK;
    }

    private String text() throws IOException {
        try {
            return file.equals("-")
                    ? new String(context().in().readAllBytes(), UTF_8)
                    : Files.readString(Path.of(file));
        } catch (NoSuchFileException e) {
            throw CommandException.refused("there is no file " + Printable.of(file));
        }
    }

    private void print(Pipeline pipeline, Event event, DryRun dryRun) {
        line(
                "",
                pipeline.name() + (dryRun.taken() ? " takes " : " does not take ") + event.type() + " from "
                        + event.source() + (pipeline.status() == Pipeline.Status.ACTIVE ? "" : ", but is not active"));
        int number = 0;
        for (StepTrace step : dryRun.steps()) {
            number++;
            line("", "");
            line(
                    "",
                    number + "  " + step.step()
                            + step.dropped().map(why -> ": ends here, " + why).orElse(""));
            step.why().forEach(why -> line(INDENT + leading(why), why));
            step.found().forEach((path, value) -> line(INDENT, path + " is now " + Json.write(value)));
        }
        for (OutgoingDelivery rendered : dryRun.deliveries()) {
            line("", "");
            line(
                    "",
                    "to " + rendered.destination().name() + ", "
                            + rendered.destination().url()
                            + rendered.notBefore()
                                    .map(moment -> ", not before " + moment)
                                    .orElse(""));
            Json.read(rendered.body()).toPrettyString().lines().forEach(each -> line(leading(each), each));
        }
        dryRun.passedOver().forEach((destination, why) -> {
            line("", "");
            line("", "not to " + destination);
            why.forEach(each -> line(INDENT + leading(each), each));
        });
    }

    private static String leading(String text) {
        return text.substring(0, text.length() - text.stripLeading().length());
    }

    private void line(String indent, String text) {
        PrintWriter out = context().out();
        out.println(indent + Printable.of(text));
    }

    private static ObjectNode json(Pipeline pipeline, Event event, DryRun dryRun) {
        ObjectNode json = Json.object();
        json.put("pipeline", pipeline.name()).put("taken", dryRun.taken());
        json.set("event", event.toJson());
        ArrayNode steps = json.putArray("steps");
        for (StepTrace step : dryRun.steps()) {
            ObjectNode each = steps.addObject().put("step", step.step());
            strings(each.putArray("why"), step.why());
            each.putObject("found").setAll(step.found());
            step.dropped().ifPresent(reason -> each.put("dropped", reason));
        }
        ArrayNode deliveries = json.putArray("deliveries");
        for (OutgoingDelivery rendered : dryRun.deliveries()) {
            ObjectNode each = deliveries.addObject();
            each.put("destination", rendered.destination().name());
            each.put("url", rendered.destination().url());
            each.set("body", Json.read(rendered.body()));
            rendered.notBefore().ifPresent(moment -> each.put("not_before", moment.toString()));
        }
        dryRun.passedOver()
                .forEach((name, why) -> strings(json.withObject("/passed_over").putArray(name), why));
        return json;
    }

    private static void strings(ArrayNode array, List<String> lines) {
        lines.forEach(line -> array.add(line.strip()));
    }
}
