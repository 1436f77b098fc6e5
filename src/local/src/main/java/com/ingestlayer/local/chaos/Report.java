package com.ingestlayer.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A night in numbers.
 *
 * @param accepted events that were answered 202
 * @param triedAgain how often senders had to send a request again
 * @param clocksJump whether this machine has what makes them
 * @param mostInFlight the most messages that were in flight
 * @param fullPolls how many polls found the flight full
 * @param broken what senders saw that they never should
 */
public record Report(
        Plan plan,
        Duration took,
        int accepted,
        int triedAgain,
        int ingressKills,
        int deliveryKills,
        FaultCounter tally,
        boolean clocksJump,
        int mostInFlight,
        int fullPolls,
        Verdict verdict,
        List<String> broken) {
    private static final int SHOWN = 20;

    public Report {
        broken = List.copyOf(broken);
    }

    /** Nothing lost, nothing untrue, and wild enough to count. */
    public boolean isGood() {
        return complaints().isEmpty();
    }

    public int kills() {
        return ingressKills + deliveryKills;
    }

    public int faults() {
        return tally.total();
    }

    /** Everything that should not be, in words. */
    public List<String> complaints() {
        List<String> all = new ArrayList<>(broken);
        if (accepted != plan.events()) {
            all.add((plan.events() - accepted) + " events were never accepted");
        }
        if (kills() < plan.minKills()) {
            all.add("only " + kills() + " processes died, not " + plan.minKills() + ": too calm a night to count");
        }
        if (fullPolls > 0) {
            all.add("the flight was full for " + fullPolls + " polls: every delivery stood still");
        }
        all.addAll(verdict.lost());
        all.addAll(verdict.untrue());
        return all;
    }

    /** As a table, with the first complaints below it. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%-50s %12d%n", "seed", plan.seed()));
        line(text, "seconds, at " + plan.perSecond() + " events/s", took.toSeconds());
        line(text, "events sent", plan.events());
        line(text, "events accepted (202)", accepted);
        line(text, "requests sent again until accepted", triedAgain);
        line(text, "ingress processes killed", ingressKills);
        line(text, "delivery processes killed", deliveryKills);
        line(text, "faults injected", faults());
        for (Fault fault : Fault.values()) {
            if (fault == Fault.CLOCK_JUMPED && !clocksJump) {
                text.append(String.format(
                        Locale.ROOT, "%-50s %12s%n", "  clocks jump where libfaketime is installed", "no"));
            } else {
                line(text, "  " + fault.words(), tally.of(fault));
            }
        }
        line(text, "most messages in flight", mostInFlight);
        plan.inFlightLimit().ifPresent(limit -> line(text, "  polls that found " + limit + " in flight", fullPolls));
        line(text, "deliveries due", verdict.deliveries());
        line(text, "deliveries received", verdict.received());
        line(text, "duplicates received", verdict.duplicates());
        line(text, "deliveries with two received_at", verdict.renderedAgain());
        line(text, "dead letters", verdict.dead());
        line(text, "  dead without a last word in the record", verdict.deadWithoutLastWord());
        line(text, "  received, but the record knows less", verdict.unnoticed());
        line(text, "records checked", verdict.recordsChecked());
        line(text, "records untrue", verdict.untrue().size());
        line(text, "lost", verdict.lost().size());
        complaints().stream()
                .limit(SHOWN)
                .forEach(complaint -> text.append("! ").append(complaint).append('\n'));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, long number) {
        text.append(String.format(Locale.ROOT, "%-50s %,12d%n", what, number));
    }
}
