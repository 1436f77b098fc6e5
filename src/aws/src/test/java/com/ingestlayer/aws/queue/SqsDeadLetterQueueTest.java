package com.ingestlayer.aws.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.aws.TestEngines;
import com.ingestlayer.aws.Workers;
import com.ingestlayer.deadletter.DeadLetterQueue;
import com.ingestlayer.deadletter.DeadLetterQueueContract;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeValue;

class SqsDeadLetterQueueTest extends DeadLetterQueueContract {
    private final String deliveries = TestEngines.newQueue();
    private final String dead = TestEngines.newQueue();
    private final SqsDeadLetterQueue queue =
            new SqsDeadLetterQueue(TestEngines.sqs(), dead, deliveries, Workers.start("test"));

    @Override
    protected DeadLetterQueue queue() {
        return queue;
    }

    @Override
    protected void put(List<String> texts) {
        texts.forEach(text ->
                TestEngines.sqs().sendMessage(send -> send.queueUrl(dead).messageBody(text)));
    }

    @Test
    void theTraceIsSentWithTheText() {
        String header = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1";
        TestEngines.sqs().sendMessage(send -> send.queueUrl(dead)
                .messageBody("traced")
                .messageSystemAttributesWithStrings(Map.of(
                        "AWSTraceHeader",
                        MessageSystemAttributeValue.builder()
                                .dataType("String")
                                .stringValue(header)
                                .build())));
        queue.sendAgain(queue.receive(Duration.ofHours(1)), Map.of());
        assertThat(TestEngines.sqs()
                        .receiveMessage(receive -> receive.queueUrl(deliveries)
                                .messageSystemAttributeNames(MessageSystemAttributeName.AWS_TRACE_HEADER))
                        .messages())
                .singleElement()
                .satisfies(message -> assertThat(message.attributes())
                        .containsEntry(MessageSystemAttributeName.AWS_TRACE_HEADER, header));
    }

    @Override
    protected Map<String, String> sentAgain() {
        Map<String, String> sent = new HashMap<>();
        TestEngines.sqs()
                .receiveMessage(receive -> receive.queueUrl(deliveries)
                        .maxNumberOfMessages(10)
                        .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
                .messages()
                .forEach(message -> sent.put(
                        message.body(),
                        message.attributes().getOrDefault(MessageSystemAttributeName.MESSAGE_GROUP_ID, "")));
        return sent;
    }
}
