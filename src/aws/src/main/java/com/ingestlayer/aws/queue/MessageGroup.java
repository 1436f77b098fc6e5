package com.ingestlayer.aws.queue;

import com.ingestlayer.dispatch.DeliveryKey;

/** The message group of a delivery: its destination, by the pipeline it is in, because two pipelines may use one name. */
final class MessageGroup {
    /** SQS takes 128 letters, digits and ASCII punctuation marks (SQS API Reference, SendMessage, MessageGroupId). */
    private static final int LONGEST = 128;

    private MessageGroup() {}

    /** Two of the longest names together are one character too long; destinations that differ there share a group. */
    static String of(DeliveryKey key) {
        String group = key.pipeline() + "/" + key.destination();
        return group.length() > LONGEST ? group.substring(0, LONGEST) : group;
    }
}
