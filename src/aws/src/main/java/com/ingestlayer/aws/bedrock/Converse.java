package com.ingestlayer.aws.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.model.Question;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The JSON of Bedrock's Converse operation. */
final class Converse {
    /** A model that ended by itself; after any other reason its answer is not whole, or not its own. */
    private static final List<String> WHOLE = List.of("end_turn", "stop_sequence");

    private Converse() {}

    static byte[] request(Question question) {
        ObjectNode request = Json.object();
        request.putArray("system").addObject().put("text", question.instructions());
        request.putArray("messages")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("text", question.text());
        // The most likely answer each time: the same text should get the same label.
        request.putObject("inferenceConfig")
                .put("maxTokens", question.maxTokens())
                .put("temperature", 0);
        return Json.write(request).getBytes(UTF_8);
    }

    static Reply reply(byte[] body) {
        JsonNode json;
        try {
            json = StrictJson.parse(body);
        } catch (MalformedJsonException e) {
            return Reply.without("unreadable");
        }
        JsonNode usage = json.path("usage");
        String stop = json.path("stopReason").asText();
        Optional<String> words = WHOLE.contains(stop) ? words(json) : Optional.empty();
        String outcome = words.isPresent()
                ? Reply.ANSWERED
                : stop.matches("[a-z_]{1,40}") && !WHOLE.contains(stop) ? "stopped by " + stop : "unreadable";
        return new Reply(
                outcome,
                words,
                usage.path("inputTokens").asLong(),
                usage.path("outputTokens").asLong(),
                Optional.empty());
    }

    /** The parts of the message that are text; a model may put its reasoning before them. */
    private static Optional<String> words(JsonNode json) {
        String words = StreamSupport.stream(
                        json.path("output").path("message").path("content").spliterator(), false)
                .map(part -> part.path("text").asText())
                .collect(Collectors.joining());
        return Optional.of(words).filter(text -> !text.isBlank());
    }
}
