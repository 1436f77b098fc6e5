package com.ingestlayer.aws.models;

import com.ingestlayer.ServiceRefusalException;
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
 * @param refusal why no such question is answered until an operator mends it
 * @param unavailable whether there was no answer at all, or none but that it can be asked later
 */
record Reply(
        String outcome,
        Optional<String> words,
        long tokensIn,
        long tokensOut,
        Optional<ServiceRefusalException> refusal,
        boolean unavailable) {
    static final String ANSWERED = "answered";

    static final Reply LATE = unavailable("late");

    static final Reply NOT_ASKED = unavailable("not asked, as the model gave no answers lately");

    /** An answer that is of no use. */
    static Reply without(String outcome) {
        return new Reply(outcome, Optional.empty(), 0, 0, Optional.empty(), false);
    }

    static Reply unavailable(String outcome) {
        return new Reply(outcome, Optional.empty(), 0, 0, Optional.empty(), true);
    }

    static Reply refused(String outcome, ServiceRefusalException refusal) {
        return new Reply(outcome, Optional.empty(), 0, 0, Optional.of(refusal), false);
    }

    /** The message of an exception is not told: it may have the text in it. */
    static Reply failed(Throwable failure) {
        return unavailable("failed by " + failure.getClass().getSimpleName());
    }

    /** How many had each outcome, and what they cost. */
    static String counted(Collection<Reply> replies) {
        Map<String, Long> outcomes =
                replies.stream().collect(Collectors.groupingBy(Reply::outcome, TreeMap::new, Collectors.counting()));
        return outcomes + "; " + replies.stream().mapToLong(Reply::tokensIn).sum() + " tokens in, "
                + replies.stream().mapToLong(Reply::tokensOut).sum() + " out";
    }
}
