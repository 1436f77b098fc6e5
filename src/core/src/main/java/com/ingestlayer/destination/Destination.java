package com.ingestlayer.destination;

import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * A destination of a pipeline: pure configuration, without any secret. Implementations are immutable and thread-safe.
 */
public interface Destination {
    /** The registry of the kinds: their names in a file and their readers. */
    Map<String, BiFunction<YamlMap, UnaryOperator<String>, Optional<? extends Destination>>> FAMILY =
            Map.of(WebhookOut.KIND, WebhookOut::read);

    /** Returns the name of the kind in a pipeline file, such as {@code webhook.out}. */
    String kind();

    /** Returns the name of the destination in records, in the queue and for operators; unique in its pipeline. */
    String name();

    /** Returns the address in a form for human readers. It contains no secret, and nothing is ever sent to it. */
    String target();

    /** @param environment returns the value of the variable in {@code ${env:NAME}}, or null */
    static Optional<? extends Destination> read(YamlValue value, UnaryOperator<String> environment) {
        return value.asMap("a destination such as webhook.out: { url, auth }")
                .flatMap(map -> map.oneOf(FAMILY.keySet(), "destination"))
                .flatMap(named -> named.getValue()
                        .asMap("the settings of " + named.getKey())
                        .flatMap(settings -> FAMILY.get(named.getKey()).apply(settings, environment)));
    }
}
