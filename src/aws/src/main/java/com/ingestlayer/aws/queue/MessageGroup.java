package com.ingestlayer.aws.queue;

import com.ingestlayer.dispatch.DeliveryKey;

/**
 * The message group of a delivery: its pipeline and destination, because two pipelines may use the same destination
 * name.
 */
final class MessageGroup {
    /**
     * The longest group id, in letters, digits and ASCII punctuation (SQS API Reference, SendMessage,
     * MessageGroupId).
     */
    private static final int LONGEST = 128;

    private MessageGroup() {}

    /**
     * Returns the group. Two names of the greatest length together are one character too long, so destinations that
     * differ only in the last character share a group.
     */
    static String of(DeliveryKey key) {
        String group = key.pipeline() + "/" + key.destination();
        return group.length() > LONGEST ? group.substring(0, LONGEST) : group;
    }
}
