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
 * The step {@code dedupe}: lets the first event with a value pass, and drops further events with that value until the
 * window ends. The window starts with the first event. Events without the value pass.
 */
record Dedupe(Ref key, Duration window) implements Step {
    static final String NAME = "dedupe";

    Dedupe {
        requireNonNull(key, "key is null");
        requireNonNull(window, "window is null");
    }

    static Optional<Dedupe> read(YamlMap parameters) {
        parameters.allowOnly("key", "window");
        Optional<Ref> key = parameters
                .require("key", "a ref to what tells events apart, such as $event.payload.order_id")
                .flatMap(Ref::read);
        Optional<Duration> window =
                parameters.require("window", Durations.EXPECTED).flatMap(YamlValue::asDuration);
        return key.isPresent() && window.isPresent()
                ? Optional.of(new Dedupe(key.get(), window.get()))
                : Optional.empty();
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<String> why(EventContext context) {
        return List.of("one in " + Durations.format(window) + " by " + key.shownIn(context));
    }

    @Override
    public List<Lookup<?>> lookups(EventContext context) {
        return claim(context)
                .<List<Lookup<?>>>map(claim -> List.of(new CounterService.Place(claim)))
                .orElse(List.of());
    }

    @Override
    public Result apply(EventContext context, LookupResults results) {
        return claim(context)
                        .map(claim ->
                                results.of(new CounterService.Place(claim)).orElseThrow())
                        .filter(Admission.Refused.class::isInstance)
                        .isPresent()
                ? new Result.Drop("duplicate")
                : new Result.Continue(context);
    }

    private Optional<Reservation> claim(EventContext context) {
        return CounterNames.of(context, NAME, key)
                .map(slot -> new Reservation(slot, context.event().id(), 1, window, false));
    }
}
