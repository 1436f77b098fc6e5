package com.ingestlayer.aws;

import com.ingestlayer.deadletter.DeadLetterQueue;
import com.ingestlayer.deadletter.DeadLetterQueueContract;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

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
