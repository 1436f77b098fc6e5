package com.ingestlayer.local.faults;

import com.ingestlayer.local.LocalStack;
import com.ingestlayer.local.lambda.LambdaFunction;
import java.util.Optional;

/** The function of which a process dies. */
enum Victim {
    INGRESS,
    DELIVERY;

    LambdaFunction in(LocalStack stack) {
        return this == INGRESS ? stack.ingress() : stack.delivery();
    }

    /** Who makes a call; empty where both do. */
    static Optional<Victim> callerOf(String call) {
        if (call.startsWith("UpdateItem") || call.startsWith("ChangeMessageVisibility")) {
            return Optional.of(DELIVERY);
        }
        if (call.startsWith("SendMessageBatch")
                || call.startsWith("BatchWriteItem")
                || call.equals("BatchGetItem ingestlayer-entities")
                || call.startsWith("GetItem")) {
            return Optional.of(INGRESS);
        }
        return Optional.empty();
    }
}
