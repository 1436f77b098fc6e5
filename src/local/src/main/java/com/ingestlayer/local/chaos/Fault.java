package com.ingestlayer.local.chaos;

/** What goes wrong at night, beside processes that die. */
enum Fault {
    THROTTLED("engine throttled the call"),
    FAILED("engine answered 500"),
    LATE("engine answered after the caller's timeout"),
    DROPPED_BEFORE("connection dropped before the engine's work"),
    DROPPED_AFTER("connection dropped after the engine's work"),
    PARTIAL("engine took a part of a batch only"),
    ANSWER_LOST("202 lost on its way to the sender"),
    RECEIVER_HUNG("receiver hung past the timeout"),
    RECEIVER_DROPPED("receiver dropped the connection"),
    RECEIVER_BROKE("receiver broke off in its answer"),
    RECEIVER_500("receiver answered 500"),
    RECEIVER_429("receiver answered 429 with Retry-After"),
    RECEIVER_302("receiver answered 302"),
    CLOCK_JUMPED("clock jumped, by up to 4 minutes");

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
