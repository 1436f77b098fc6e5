package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.Durations;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.window.Admission;
import com.ingestlayer.window.Reservation;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The step {@code throttle}: lets {@code max} events with a value pass in each window, which starts with the first of
 * them. Further events are dropped, or delayed until the next window that has room. Events without the value pass.
 */
record Throttle(Ref key, int max, Duration window, boolean delays) implements Step {
    static final String NAME = "throttle";

    private static final String EXPECTED_MAX = "how many events may pass in a window, 1 to " + Reservation.MOST_PLACES;
    private static final List<String> MODES = List.of("drop", "delay");

    Throttle {
        requireNonNull(key, "key is null");
        requireNonNull(window, "window is null");
    }

    static Optional<Throttle> read(YamlMap parameters) {
        parameters.allowOnly("key", "max", "window", "mode");
        Optional<Ref> key = parameters
                .require("key", "a ref to what is counted by, such as $event.payload.customer_id")
                .flatMap(Ref::read);
        Optional<Integer> max = parameters
                .require("max", EXPECTED_MAX)
                .flatMap(value -> value.asInteger(1, Reservation.MOST_PLACES, EXPECTED_MAX));
        Optional<Duration> window =
                parameters.require("window", Durations.EXPECTED).flatMap(YamlValue::asDuration);
        Optional<String> mode = parameters
                .get("mode")
                .map(value -> value.asOneOf(MODES, "mode"))
                .orElse(Optional.of("drop"));
        return key.isPresent() && max.isPresent() && window.isPresent() && mode.isPresent()
                ? Optional.of(new Throttle(
                        key.get(), max.get(), window.get(), mode.get().equals("delay")))
                : Optional.empty();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> why(EventContext context) {
        return List.of(max + " in " + Durations.format(window) + " by " + key.shownIn(context));
    }

    @Override
    public List<Lookup<?>> lookups(EventContext context) {
        return claim(context)
                .<List<Lookup<?>>>map(claim -> List.of(new CounterService.Place(claim)))
                .orElse(List.of());
    }

    @Override
    public Result apply(EventContext context, LookupResults results) {
        Optional<Admission> placement = claim(context)
                .map(claim -> results.of(new CounterService.Place(claim)).orElseThrow());
        if (placement.orElse(null) instanceof Admission.Later later) {
            return new Result.Continue(context.notBefore(later.from()));
        }
        return placement.filter(Admission.Refused.class::isInstance).isPresent()
                ? new Result.Drop("throttled")
                : new Result.Continue(context);
    }

    private Optional<Reservation> claim(EventContext context) {
        return CounterNames.of(context, NAME + "/" + max + "/" + window, key)
                .map(slot -> new Reservation(slot, context.event().id(), max, window, delays));
    }
}
