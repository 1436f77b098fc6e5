package com.ingestlayer.aws.bedrock;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What came of a question.
 *
 * @param outcome for operators to count by: how it went, never what was said
 * @param words the model's answer, whole
 * @param tokensIn what the call was charged for reading
 * @param tokensOut what it was charged for writing
 */
record Reply(String outcome, Optional<String> words, long tokensIn, long tokensOut) {
    static final String ANSWERED = "answered";
    static final Reply LATE = without("late");

    static Reply without(String outcome) {
        return new Reply(outcome, Optional.empty(), 0, 0);
    }

    /** The message of an exception is not told: it may have the text in it. */
    static Reply failed(Throwable failure) {
        return without("failed by " + failure.getClass().getSimpleName());
    }

    /** How many had each outcome, and what they cost. */
    static String counted(Collection<Reply> replies) {
        Map<String, Long> outcomes =
                replies.stream().collect(Collectors.groupingBy(Reply::outcome, TreeMap::new, Collectors.counting()));
        return outcomes + "; " + replies.stream().mapToLong(Reply::tokensIn).sum() + " tokens in, "
                + replies.stream().mapToLong(Reply::tokensOut).sum() + " out";
    }
}
