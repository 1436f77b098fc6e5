package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.number;
import static com.ingestlayer.aws.Attributes.text;

import com.ingestlayer.event.EventId;
import com.ingestlayer.slot.Slot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A slot as it stands in the State table.
 *
 * @param name the slot's
 * @param version counts its writes; 0 where there is no item
 */
record SlotItem(String name, Slot slot, long version) {
    private static final String PREFIX = "slot#";

    static Map<String, AttributeValue> key(String name) {
        return Map.of("key", text(PREFIX + name));
    }

    static SlotItem of(Map<String, AttributeValue> item) {
        Map<EventId, Instant> holders = new LinkedHashMap<>();
        item.get("holders").m().entrySet().stream()
                .sorted(Comparator.comparing(each -> millis(each.getValue())))
                .forEach(each -> holders.put(new EventId(each.getKey()), millis(each.getValue())));
        return new SlotItem(
                item.get("key").s().substring(PREFIX.length()),
                new Slot(
                        millis(item.get("opens")),
                        Integer.parseInt(item.get("taken").n()),
                        holders),
                Long.parseLong(item.get("version").n()));
    }

    SlotItem with(Slot changed) {
        return new SlotItem(name, changed, version);
    }

    /** The item that takes this one's place. An hour more than its time allows for clocks that differ. */
    Map<String, AttributeValue> next(Slot changed, Instant expires) {
        Map<String, AttributeValue> holders = new HashMap<>();
        changed.holders().forEach((event, opens) -> holders.put(event.value(), number(opens.toEpochMilli())));
        Map<String, AttributeValue> item = new HashMap<>(key(name));
        item.put("opens", number(changed.opens().toEpochMilli()));
        item.put("taken", number(changed.taken()));
        item.put("holders", AttributeValue.fromM(holders));
        item.put("version", number(version + 1));
        item.put(
                TableSchemas.TTL_ATTRIBUTE,
                number(expires.plus(Duration.ofHours(1)).getEpochSecond()));
        return item;
    }

    private static Instant millis(AttributeValue value) {
        return Instant.ofEpochMilli(Long.parseLong(value.n()));
    }
}
