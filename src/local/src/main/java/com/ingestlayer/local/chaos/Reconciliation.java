package com.ingestlayer.local.chaos;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.chaos.Traces.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Holds what was promised, what the receiver saw and what is written down against each other, when the queue is empty:
 *
 * <ul>
 *   <li>An event that was answered 202 has its row, and no other event has one.
 *   <li>A delivery that must be was taken by its receiver, or is in the dead-letter queue. Its requests all carry a valid
 *       signature and the same bytes; only {@code received_at} is another one where the sender's first try came as far as
 *       the queue and died, and its second was accepted.
 *   <li>A record claims no answer that the receiver did not give. It says delivered only when the receiver took it, and
 *       dead only when it is in the dead-letter queue. Of a delivery that is not in there it says delivered. However clocks
 *       jump, no attempt took less than no time, or longer than it may.
 *   <li>A record may know less than the receiver: the answer was lost. Such a delivery was tried again until it was known
 *       to be taken, or it is in the dead-letter queue.
 * </ul>
 */
final class Reconciliation {
    /** Far beyond every timeout of a night: a clock has jumped into the measurement. */
    private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(30);

    private static final Pattern RECEIVED_AT = Pattern.compile("\"received_at\":\"[^\"]*\",?");

    private final Map<String, List<ReceivedRequest>> seen;
    private final Traces traces;
    private final List<String> lost = new ArrayList<>();
    private final List<String> untrue = new ArrayList<>();
    private int deliveries;
    private int received;
    private int dead;
    private int deadWithoutLastWord;
    private int unnoticed;
    private int duplicates;
    private int renderedAgain;
    private int recordsChecked;

    Reconciliation(Map<String, List<ReceivedRequest>> seen, Traces traces) {
        this.seen = requireNonNull(seen, "seen is null");
        this.traces = requireNonNull(traces, "traces is null");
    }

    Verdict over(List<Accepted> accepted) {
        Set<String> promised = new HashSet<>();
        Set<String> expected = new HashSet<>();
        for (Accepted event : accepted) {
            promised.add(event.id());
            if (!traces.events().contains(event.id())) {
                lost.add("event " + event.id() + " was accepted and has no row");
            }
            for (Route route : event.kind().routes()) {
                String delivery = route.deliveryOf(event.id());
                expected.add(delivery);
                check(delivery);
            }
        }
        traces.events().stream()
                .filter(id -> !promised.contains(id))
                .forEach(id -> untrue.add("event " + id + " has a row, and no sender knows of it"));
        seen.keySet().stream()
                .filter(delivery -> !expected.contains(delivery))
                .forEach(delivery -> untrue.add(delivery + " was sent, and no pipeline asks for it"));
        return new Verdict(
                deliveries,
                received,
                dead,
                deadWithoutLastWord,
                unnoticed,
                duplicates,
                renderedAgain,
                recordsChecked,
                lost,
                untrue);
    }

    private void check(String delivery) {
        List<ReceivedRequest> requests = seen.getOrDefault(delivery, List.of());
        int taken = (int) requests.stream().filter(ReceivedRequest::isTaken).count();
        boolean isDead = traces.deadLetters().contains(delivery);
        deliveries++;
        received += taken > 0 ? 1 : 0;
        dead += isDead ? 1 : 0;
        duplicates += Math.max(0, taken - 1);
        if (taken == 0 && !isDead) {
            lost.add("delivery " + delivery + " was neither taken nor is it dead; seen " + requests.size() + " times");
        }
        if (!requests.stream().allMatch(ReceivedRequest::signed)) {
            untrue.add(delivery + " came with a signature that does not hold");
        }
        List<String> bodies =
                requests.stream().map(ReceivedRequest::body).distinct().toList();
        if (bodies.stream().map(Reconciliation::withoutTime).distinct().count() > 1) {
            untrue.add(delivery + " came with different bodies: " + bodies);
        }
        renderedAgain += bodies.size() > 1 ? 1 : 0;
        checkRecord(delivery, requests, taken, isDead);
    }

    private static String withoutTime(String body) {
        return RECEIVED_AT.matcher(body).replaceFirst("");
    }

    private void checkRecord(String delivery, List<ReceivedRequest> requests, int taken, boolean isDead) {
        Written record = traces.records().getOrDefault(delivery, new Written("none", List.of(), List.of(), List.of()));
        String found = delivery + ", recorded as " + record + ", seen as "
                + requests.stream().map(ReceivedRequest::status).toList() + ": ";
        recordsChecked++;
        boolean saysDelivered = record.status().equals("delivered");
        if (saysDelivered && taken == 0) {
            untrue.add(found + "delivered, and nobody took it");
        }
        if (!saysDelivered && !isDead) {
            untrue.add(found + "neither delivered nor dead when all is done");
        }
        if (saysDelivered != record.statuses().stream().anyMatch(status -> status >= 200 && status < 300)) {
            untrue.add(found + "the status and the attempts say different things");
        }
        if (new HashSet<>(record.attempts()).size() < record.attempts().size()) {
            untrue.add(found + "one attempt is recorded twice");
        }
        if (record.millis().stream().anyMatch(millis -> millis < 0 || millis > LONGEST_ATTEMPT.toMillis())) {
            untrue.add(found + "an attempt took no such time: " + record.millis() + " ms");
        }
        for (int status : new HashSet<>(record.statuses())) {
            List<Integer> given = requests.stream()
                    .filter(ReceivedRequest::whole)
                    .map(ReceivedRequest::status)
                    .toList();
            if (status > 0 && Collections.frequency(record.statuses(), status) > Collections.frequency(given, status)) {
                untrue.add(found + "more answers " + status + " recorded than given");
            }
        }
        deadWithoutLastWord += isDead && !saysDelivered && !record.status().equals("dead") ? 1 : 0;
        unnoticed += taken > 0 && !saysDelivered ? 1 : 0;
    }
}
