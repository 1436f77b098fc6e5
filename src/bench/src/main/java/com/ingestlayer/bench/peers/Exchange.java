package com.ingestlayer.bench.peers;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One invocation of a function, as seen from outside.
 *
 * @param calls the calls to engines and receivers, in the order of arrival
 * @param answer the function's answer to Lambda
 */
public record Exchange(List<Call> calls, JsonNode answer) {
    /**
     * A request that the function made.
     *
     * @param target the value of {@code X-Amz-Target}, or the method and path at a receiver, such as {@code POST
     * /hooks}
     * @param headers the headers at a receiver; empty for an engine, because those are the SDK's own
     * @param body the JSON for an engine, the text for a receiver
     */
    public record Call(String target, Map<String, String> headers, JsonNode body) {
        public Call {
            requireNonNull(target, "target is null");
            headers = Map.copyOf(headers);
            requireNonNull(body, "body is null");
        }
    }

    public Exchange {
        calls = List.copyOf(calls);
        requireNonNull(answer, "answer is null");
    }

    /**
     * Returns the exchange as sorted lines, which are equal for two functions that behave the same: a line for each
     * call, one for each entry of a batch, and one for the answer. It does not matter which entries share a call, but
     * how many are in each.
     *
     * @param since the time at which the comparison began; later times are written as hours since then
     */
    List<String> lines(Instant since) {
        Plain plain = new Plain(since);
        List<String> lines = new ArrayList<>();
        for (Call call : calls) {
            String operation = call.target().substring(call.target().indexOf('.') + 1);
            List<JsonNode> entries = new ArrayList<>();
            JsonNode head = withoutEntries(call.body(), entries);
            String request = operation + plain.headers(call.headers()) + " " + plain.text(head);
            lines.add(entries.isEmpty() ? request : request + " with entries: " + entries.size());
            entries.forEach(entry -> lines.add(operation + " entry " + plain.text(entry)));
        }
        lines.add("answer " + plain.text(answer));
        lines.sort(null);
        return lines;
    }

    /** Returns the body without the entries of a batch, which are added to the list. */
    private static JsonNode withoutEntries(JsonNode body, List<JsonNode> entries) {
        JsonNode head = body.deepCopy();
        if (head.path("Entries") instanceof ArrayNode messages) {
            messages.forEach(message -> {
                ((ObjectNode) message).remove("Id"); // its position in the call
                entries.add(message);
            });
            ((ObjectNode) head).remove("Entries");
        }
        for (Map.Entry<String, JsonNode> table : head.path("RequestItems").properties()) {
            if (table.getValue() instanceof ArrayNode writes) {
                writes.forEach(entries::add);
                writes.removeAll();
            } else if (table.getValue().path("Keys") instanceof ArrayNode keys) {
                keys.forEach(entries::add);
                keys.removeAll();
            }
        }
        return head;
    }
}
