package com.ingestlayer.local.chaos;

/**
 * One request that the receiver saw, and what it did about it.
 *
 * @param status what it answered; 0 for nothing
 * @param whole whether it meant to send the answer whole
 * @param signed whether the signature held
 */
record ReceivedRequest(String body, boolean signed, int status, boolean whole) {
    /** Whether the receiver has said that it has the webhook. */
    boolean isTaken() {
        return whole && status >= 200 && status < 300;
    }
}
