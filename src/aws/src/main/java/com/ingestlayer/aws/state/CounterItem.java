package com.ingestlayer.aws.state;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.number;
import static com.ingestlayer.aws.table.Attributes.numberOf;
import static com.ingestlayer.aws.table.Attributes.text;
import static com.ingestlayer.aws.table.Attributes.textOf;

import com.ingestlayer.aws.table.Attributes;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.event.EventId;
import com.ingestlayer.window.WindowCounter;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A window counter as an item of the State table.
 *
 * @param name the counter's name
 * @param slot the counter
 * @param version the number of writes; 0 if there is no item
 */
record CounterItem(String name, WindowCounter slot, long version) {
    private static final String PREFIX = "slot#";

    static Map<String, AttributeValue> key(String name) {
        return item("key", text(PREFIX + name));
    }

    static CounterItem of(Map<String, AttributeValue> item) {
        return new CounterItem(
                textOf(item, "key").substring(PREFIX.length()),
                new WindowCounter(
                        millis(item, "opens"),
                        Math.toIntExact(numberOf(item, "taken")),
                        holders(item.get("holders").m())),
                numberOf(item, "version"));
    }

    /** Reads the holders, in the order in which they came. */
    private static Map<EventId, Instant> holders(Map<String, AttributeValue> written) {
        Map<EventId, Instant> holders = new LinkedHashMap<>();
        written.keySet().stream()
                .sorted(Comparator.comparing(event -> millis(written, event)))
                .forEach(event -> holders.put(new EventId(event), millis(written, event)));
        return holders;
    }

    CounterItem with(WindowCounter changed) {
        return new CounterItem(name, changed, version);
    }

    /**
     * Returns the item that replaces this one. It expires an hour after the given time, to allow for clocks that
     * differ.
     */
    Map<String, AttributeValue> next(WindowCounter changed, Instant expires) {
        Map<String, AttributeValue> holders = new HashMap<>();
        changed.holders().forEach((event, opens) -> holders.put(event.value(), number(opens.toEpochMilli())));
        Map<String, AttributeValue> item = key(name);
        item.put("opens", number(changed.opens().toEpochMilli()));
        item.put("taken", number(changed.taken()));
        item.put("holders", Attributes.map(holders));
        item.put("version", number(version + 1));
        item.put(
                TableSchemas.TTL_ATTRIBUTE,
                number(expires.plus(Duration.ofHours(1)).getEpochSecond()));
        return item;
    }

    private static Instant millis(Map<String, AttributeValue> item, String name) {
        return Instant.ofEpochMilli(numberOf(item, name));
    }
}
