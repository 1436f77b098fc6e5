package com.ingestlayer.local.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The pipelines of a night. */
final class NightConfig {
    private static final String WEBHOOK = """
              - webhook.out:
                  name: NAME
                  url: ${env:WEBHOOK_URL}?to=NAME
                  auth: { type: hmac, secret: "${secret:acme-webhook}" }
            """;

    private static final String DECLARATION = """
            event: night.%s
            schema: { user_id: string, keep: boolean, key: string }
            idempotency: { window: %dh }
            """;

    private static final int LONGEST_NIGHT_HOURS = 12;

    private static final Map<String, String> FILES = Map.of(
            "one",
            file("one", "", "only"),
            "two",
            file("two", "", "first", "second"),
            "enriched",
            file("enriched", """
            steps:
              - enrich.entity: { kind: user, key: $event.payload.user_id }
            """, "known"),
            "filtered",
            file("filtered", """
            steps:
              - filter.match:
                  conditions:
                    - { field: $event.payload.keep, op: "==", value: true }
            """, "kept"));

    private NightConfig() {}

    /** Writes them into a directory of the form of {@code infra/config}. */
    static Path writeInto(Path directory, Instant now, Plan plan) throws IOException {
        Path pipelines = Files.createDirectories(directory.resolve("pipelines"));
        Path events = Files.createDirectories(directory.resolve("events"));
        for (Map.Entry<String, String> file : files(plan).entrySet()) {
            Files.writeString(pipelines.resolve(file.getKey() + ".yaml"), file.getValue());
            Files.writeString(
                    events.resolve(file.getKey() + ".yaml"), DECLARATION.formatted(file.getKey(), window(now)));
        }
        return directory;
    }

    /** In hours: one that does not end tonight, because then a sender's second try may get another id (decision 1). */
    private static long window(Instant now) {
        return LongStream.iterate(24, hours -> hours + 1)
                .filter(hours -> {
                    long passed = TimeUnit.SECONDS.toHours(now.getEpochSecond()) % hours;
                    return passed > 0 && passed < hours - LONGEST_NIGHT_HOURS;
                })
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> files(Plan plan) {
        return plan.deadDestination()
                ? EventKind.fleet().stream().collect(Collectors.toMap(name -> name, name -> file(name, "", name)))
                : FILES;
    }

    static void delete(Path directory, Plan plan) throws IOException {
        for (String name : files(plan).keySet()) {
            Files.deleteIfExists(directory.resolve("pipelines").resolve(name + ".yaml"));
            Files.deleteIfExists(directory.resolve("events").resolve(name + ".yaml"));
        }
        Files.deleteIfExists(directory.resolve("pipelines"));
        Files.deleteIfExists(directory.resolve("events"));
        Files.deleteIfExists(directory);
    }

    private static String file(String name, String steps, String... destinations) {
        StringBuilder text = new StringBuilder("name: " + name + "\nstatus: active\n");
        text.append("sources: [{ kind: sdk.event, match: night.").append(name).append(" }]\n");
        text.append(steps).append("destinations:\n");
        for (String destination : destinations) {
            text.append(WEBHOOK.replace("NAME", destination));
        }
        return text.toString();
    }
}
