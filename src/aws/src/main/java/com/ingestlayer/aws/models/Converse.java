package com.ingestlayer.aws.models;

import com.ingestlayer.model.Question;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.bedrockruntime.model.ContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.ConversationRole;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseRequest;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;
import software.amazon.awssdk.services.bedrockruntime.model.Message;
import software.amazon.awssdk.services.bedrockruntime.model.SystemContentBlock;
import software.amazon.awssdk.services.bedrockruntime.model.TokenUsage;

/** Builds the requests of Bedrock's Converse operation and reads its responses. */
final class Converse {
    /**
     * The stop reasons of a complete answer. After any other reason, the answer is incomplete or not the model's own.
     */
    private static final List<String> WHOLE = List.of("end_turn", "stop_sequence");

    private Converse() {}

    /** @param time how long the caller waits for the answer */
    static ConverseRequest request(Question question, Duration time) {
        return ConverseRequest.builder()
                .modelId(question.model())
                .system(SystemContentBlock.fromText(question.instructions()))
                .messages(Message.builder()
                        .role(ConversationRole.USER)
                        .content(ContentBlock.fromText(question.text()))
                        .build())
                // The temperature of 0 selects the most likely answer, so that the same text gets the same label.
                .inferenceConfig(
                        inference -> inference.maxTokens(question.maxTokens()).temperature(0f))
                .overrideConfiguration(override -> override.apiCallTimeout(time).apiCallAttemptTimeout(time))
                .build();
    }

    static Reply reply(ConverseResponse answer) {
        Optional<TokenUsage> usage = Optional.ofNullable(answer.usage());
        String stop = Optional.ofNullable(answer.stopReasonAsString()).orElse("");
        Optional<String> words = WHOLE.contains(stop) ? words(answer) : Optional.empty();
        String outcome = words.isPresent()
                ? Reply.ANSWERED
                : stop.matches("[a-z_]{1,40}") && !WHOLE.contains(stop) ? "stopped by " + stop : "unreadable";
        return new Reply(
                outcome,
                words,
                usage.map(TokenUsage::inputTokens).orElse(0),
                usage.map(TokenUsage::outputTokens).orElse(0),
                Optional.empty(),
                false);
    }

    /** Returns the text parts of the message. A model may put its reasoning before them. */
    private static Optional<String> words(ConverseResponse answer) {
        return Optional.ofNullable(answer.output())
                .flatMap(output -> Optional.ofNullable(output.message()))
                .map(message -> message.content().stream()
                        .map(ContentBlock::text)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining()))
                .filter(text -> !text.isBlank());
    }
}
