package com.ingestlayer.aws.models;

import com.ingestlayer.ServiceRefusalException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The outcome of a question.
 *
 * @param outcome how the call went, as a label to count by; never any content of the answer
 * @param words the model's complete answer
 * @param tokensIn the tokens charged for the question
 * @param tokensOut the tokens charged for the answer
 * @param refusal the error, when no such question is answered until an operator fixes the cause
 * @param unavailable whether the model did not answer, or asked to be called again later
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

    /** An answer that cannot be used. */
    static Reply without(String outcome) {
        return new Reply(outcome, Optional.empty(), 0, 0, Optional.empty(), false);
    }

    static Reply unavailable(String outcome) {
        return new Reply(outcome, Optional.empty(), 0, 0, Optional.empty(), true);
    }

    static Reply refused(String outcome, ServiceRefusalException refusal) {
        return new Reply(outcome, Optional.empty(), 0, 0, Optional.of(refusal), false);
    }

    /** A failed call. The exception's message is left out because it may contain the text. */
    static Reply failed(Throwable failure) {
        return unavailable("failed by " + failure.getClass().getSimpleName());
    }

    /** Returns how many replies had each outcome, and how many tokens they cost. */
    static String counted(Collection<Reply> replies) {
        Map<String, Long> outcomes =
                replies.stream().collect(Collectors.groupingBy(Reply::outcome, TreeMap::new, Collectors.counting()));
        return outcomes + "; " + replies.stream().mapToLong(Reply::tokensIn).sum() + " tokens in, "
                + replies.stream().mapToLong(Reply::tokensOut).sum() + " out";
    }
}
