package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.item;
import static com.ingestlayer.aws.Attributes.number;
import static com.ingestlayer.aws.Attributes.numberOf;
import static com.ingestlayer.aws.Attributes.text;
import static com.ingestlayer.aws.Attributes.textOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.event.EventId;
import com.ingestlayer.json.Json;
import com.ingestlayer.slot.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A slot as it stands in the State table.
 *
 * @param name the slot's
 * @param version counts its writes; 0 where there is no item
 */
record SlotItem(String name, Slot slot, long version) {
    private static final String PREFIX = "slot#";

    static ObjectNode key(String name) {
        return item("key", text(PREFIX + name));
    }

    static SlotItem of(JsonNode item) {
        return new SlotItem(
                textOf(item, "key").substring(PREFIX.length()),
                new Slot(
                        millis(item, "opens"),
                        Math.toIntExact(numberOf(item, "taken")),
                        holders(item.get("holders").get("M"))),
                numberOf(item, "version"));
    }

    /** Who came first is first. */
    private static Map<EventId, Instant> holders(JsonNode written) {
        Map<EventId, Instant> holders = new LinkedHashMap<>();
        written.properties().stream()
                .map(Map.Entry::getKey)
                .sorted(Comparator.comparing(event -> millis(written, event)))
                .forEach(event -> holders.put(new EventId(event), millis(written, event)));
        return holders;
    }

    SlotItem with(Slot changed) {
        return new SlotItem(name, changed, version);
    }

    /** The item that takes this one's place. An hour more than its time allows for clocks that differ. */
    ObjectNode next(Slot changed, Instant expires) {
        ObjectNode holders = Json.object();
        changed.holders().forEach((event, opens) -> holders.set(event.value(), number(opens.toEpochMilli())));
        ObjectNode item = key(name);
        item.set("opens", number(changed.opens().toEpochMilli()));
        item.set("taken", number(changed.taken()));
        item.set("holders", Attributes.map(holders));
        item.set("version", number(version + 1));
        item.set(
                TableSchemas.TTL_ATTRIBUTE,
                number(expires.plus(Duration.ofHours(1)).getEpochSecond()));
        return item;
    }

    private static Instant millis(JsonNode item, String name) {
        return Instant.ofEpochMilli(numberOf(item, name));
    }
}
