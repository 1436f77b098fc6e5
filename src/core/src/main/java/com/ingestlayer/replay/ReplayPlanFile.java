package com.ingestlayer.replay;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.EventId;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
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
 * A file that holds the plan of a replay and records its progress, so that an interrupted run can be resumed. It has one
 * JSON object per line: a header that names the stack, then every planned replay, then the indexes of finished replays,
 * appended as the run proceeds. A process that dies while it appends leaves a partial last line, which is ignored. Not
 * thread-safe.
 */
public final class ReplayPlanFile {
    private final Path path;
    private final Map<PlannedReplay, Integer> open = new HashMap<>();
    private final List<PlannedReplay> order = new ArrayList<>();

    private ReplayPlanFile(Path path) {
        this.path = requireNonNull(path, "path is null");
    }

    /**
     * Writes a new plan. The file appears complete or not at all.
     *
     * @param stack names the stack that the plan is for; the plan can be resumed on this stack only
     */
    public static ReplayPlanFile create(Path path, String stack, List<PlannedReplay> replays) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(Json.write(Json.object().put("v", 1).put("stack", stack).put("total", replays.size())));
        ReplayPlanFile plan = new ReplayPlanFile(path);
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

    /**
     * Reads a plan in order to resume it.
     *
     * @throws InvalidPlanException when the file is not a plan, or is a plan for another stack
     */
    public static ReplayPlanFile read(Path path, String stack) throws IOException, InvalidPlanException {
        List<String> lines = Files.readAllLines(path);
        JsonNode head = parse(lines.isEmpty() ? "" : lines.get(0));
        int total = head.path("total").asInt(-1);
        if (head.path("v").asInt() != 1 || total < 0 || lines.size() <= total) {
            throw new InvalidPlanException(path + " is not the plan of a replay");
        }
        if (!head.path("stack").asText().equals(stack)) {
            throw new InvalidPlanException(
                    path + " is a plan for " + head.path("stack").asText() + ", not for " + stack);
        }
        ReplayPlanFile plan = new ReplayPlanFile(path);
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
        // Ends a partial last line, so that the next line does not continue it.
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

    /** Returns how many replays the whole plan has, finished ones included. */
    public int total() {
        return order.size();
    }

    /** Returns the replays that are not finished, in the order of the plan. */
    public List<PlannedReplay> open() {
        return order.stream().filter(open::containsKey).toList();
    }

    /** Records that these replays are finished, whether they were sent or could not be sent. */
    void done(List<PlannedReplay> replays) throws IOException {
        ObjectNode line = Json.object();
        ArrayNode indexes = line.putArray("done");
        replays.forEach(planned -> indexes.add(open.remove(planned)));
        Files.writeString(path, Json.write(line) + "\n", StandardOpenOption.APPEND);
    }

    /** Deletes the file; does nothing when it is already gone. */
    public void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
