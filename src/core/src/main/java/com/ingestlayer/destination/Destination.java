package com.ingestlayer.destination;

import com.ingestlayer.destination.webhook.WebhookOut;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** Where a pipeline's events go. */
public interface Destination {
    /** The family: the name in a file, and who reads it. */
    Map<String, BiFunction<YamlMap, UnaryOperator<String>, Optional<? extends Destination>>> FAMILY =
            Map.of(WebhookOut.KIND, WebhookOut::read);

    /** The name of its kind in a pipeline's file, such as {@code webhook.out}. */
    String kind();

    /** Names it in records, in the queue and for operators; unique in its pipeline. */
    String name();

    /** Where it is, for people to read. It holds no secret, and nothing is ever sent to what it says. */
    String target();

    /** @param environment gives the value of {@code ${env:NAME}}, or null */
    static Optional<? extends Destination> read(YamlValue value, UnaryOperator<String> environment) {
        return value.asMap("a destination such as webhook.out: { url, auth }")
                .flatMap(map -> map.oneOf(FAMILY.keySet(), "destination"))
                .flatMap(named -> named.getValue()
                        .asMap("the settings of " + named.getKey())
                        .flatMap(settings -> FAMILY.get(named.getKey()).apply(settings, environment)));
    }
}
