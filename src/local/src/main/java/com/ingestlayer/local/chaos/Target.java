package com.ingestlayer.local.chaos;

import com.ingestlayer.local.LocalStack;
import com.ingestlayer.local.StackLayout;
import com.ingestlayer.local.engines.EngineProxy.Call;
import com.ingestlayer.local.lambda.LambdaFunction;
import java.util.Optional;

/** The function of which a process dies. */
enum Target {
    INGRESS,
    DELIVERY;

    LambdaFunction in(LocalStack stack) {
        return this == INGRESS ? stack.ingress() : stack.delivery();
    }

    /** Who makes a call; empty where both do. Messages that wait, and dead letters, are sent by the delivery function. */
    static Optional<Target> callerOf(Call call) {
        String name = call.name();
        if (name.startsWith("SendMessageBatch")) {
            boolean carriesOn =
                    call.body().contains("not_before") || call.body().contains(StackLayout.DEAD_LETTER_QUEUE);
            return Optional.of(carriesOn ? DELIVERY : INGRESS);
        }
        if (name.startsWith("UpdateItem") || name.startsWith("ChangeMessageVisibility")) {
            return Optional.of(DELIVERY);
        }
        if (name.startsWith("BatchWriteItem")
                || name.equals("BatchGetItem ingestlayer-entities")
                || name.startsWith("GetItem")) {
            return Optional.of(INGRESS);
        }
        return Optional.empty();
    }
}
