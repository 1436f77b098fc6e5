package com.ingestlayer.cli.replay;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.cli.failure.CommandException;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.EventId;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.replay.PlannedReplay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A plan, one JSON object a line: a head with the stack it is for, then each replay, then what was done, as it was done. A
 * process that dies while it writes leaves half a last line, which counts for nothing. Not thread-safe.
 */
final class PlanFile {
    private final Path path;
    private final Map<PlannedReplay, Integer> open = new HashMap<>();
    private final List<PlannedReplay> order = new ArrayList<>();

    private PlanFile(Path path) {
        this.path = requireNonNull(path, "path is null");
    }

    /** Writes a new plan, in one step. */
    static PlanFile create(Path path, String stack, List<PlannedReplay> replays) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(Json.write(Json.object().put("v", 1).put("stack", stack).put("total", replays.size())));
        PlanFile plan = new PlanFile(path);
        replays.forEach(planned -> {
            ObjectNode line = Json.object();
            line.put("event_id", planned.key().eventId().value());
            line.put("pipeline", planned.key().pipeline());
            line.put("destination", planned.key().destination());
            line.put("replay", planned.replay()).put("dead", planned.dead());
            lines.add(Json.write(line));
            plan.add(planned);
        });
        Path next = path.resolveSibling(path.getFileName() + ".new");
        Files.write(next, lines);
        Files.move(next, path, StandardCopyOption.ATOMIC_MOVE);
        return plan;
    }

    /** Reads what is left to do of a plan for this stack. */
    static PlanFile read(Path path, String stack) throws IOException {
        List<String> lines = Files.readAllLines(path);
        JsonNode head = parse(lines.isEmpty() ? "" : lines.get(0));
        int total = head.path("total").asInt(-1);
        if (head.path("v").asInt() != 1 || total < 0 || lines.size() <= total) {
            throw CommandException.refused(path + " is not the plan of a replay");
        }
        if (!head.path("stack").asText().equals(stack)) {
            throw CommandException.refused(
                    path + " is a plan for " + head.path("stack").asText() + ", not for " + stack);
        }
        PlanFile plan = new PlanFile(path);
        for (String text : lines.subList(1, total + 1)) {
            JsonNode line = parse(text);
            plan.add(new PlannedReplay(
                    new DeliveryKey(
                            new EventId(line.path("event_id").asText()),
                            line.path("pipeline").asText(),
                            line.path("destination").asText()),
                    line.path("replay").asInt(),
                    line.path("dead").asBoolean()));
        }
        for (String text : lines.subList(total + 1, lines.size())) {
            parse(text).path("done").forEach(index -> plan.open.remove(plan.order.get(index.asInt())));
        }
        // What follows must not run into half a line.
        Files.writeString(path, "\n", StandardOpenOption.APPEND);
        return plan;
    }

    private void add(PlannedReplay planned) {
        open.put(planned, order.size());
        order.add(planned);
    }

    private static JsonNode parse(String line) {
        try {
            return StrictJson.parse(line);
        } catch (MalformedJsonException e) {
            return Json.object();
        }
    }

    int total() {
        return order.size();
    }

    /** What is left to do, in the plan's order. */
    List<PlannedReplay> open() {
        return order.stream().filter(open::containsKey).toList();
    }

    /** Writes down that these are done, whether they were sent or could not be. */
    void done(List<PlannedReplay> replays) throws IOException {
        ObjectNode line = Json.object();
        ArrayNode indexes = line.putArray("done");
        replays.forEach(planned -> indexes.add(open.remove(planned)));
        Files.writeString(path, Json.write(line) + "\n", StandardOpenOption.APPEND);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
