package com.ingestlayer.request;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.Violation;
import com.ingestlayer.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Collects everything that is wrong with one request, so that its sender is told all of it at once. Not thread-safe.
 */
public final class Violations implements Consumer<Violation> {
    /** The maximum number of violations that are listed; further ones are only counted. */
    static final int MAX_DETAILS = 100;

    private final RefusedException.Reason reason;
    private final String consequence;
    private final List<Violation> first = new ArrayList<>();
    private int count;

    /** @param consequence the start of the message, such as {@code "Nothing was accepted"} */
    public Violations(RefusedException.Reason reason, String consequence) {
        this.reason = requireNonNull(reason, "reason is null");
        this.consequence = requireNonNull(consequence, "consequence is null");
    }

    @Override
    public void accept(Violation violation) {
        count++;
        if (first.size() < MAX_DETAILS) {
            first.add(violation);
        }
    }

    public void add(JsonPath path, String message) {
        accept(new Violation(path, message));
    }

    /** @throws RefusedException if there is a violation */
    public void refuseIfAny() throws RefusedException {
        if (count > 0) {
            throw refusal();
        }
    }

    /**
     * Returns the refusal for all violations so far and this one, after which the request cannot be checked any
     * further.
     */
    public RefusedException refusal(JsonPath path, String message) {
        add(path, message);
        return refusal();
    }

    private RefusedException refusal() {
        return new RefusedException(
                reason,
                consequence + ": " + count + (count == 1 ? " thing is wrong." : " things are wrong.")
                        + (count > MAX_DETAILS ? " The first " + MAX_DETAILS + " are listed." : ""),
                first);
    }
}
