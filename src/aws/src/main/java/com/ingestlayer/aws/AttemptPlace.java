package com.ingestlayer.aws;

import static com.ingestlayer.aws.Attributes.item;
import static com.ingestlayer.aws.Attributes.number;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryRecord;
import com.ingestlayer.json.Json;
import java.time.Instant;

/**
 * Where an attempt goes in the list of attempts, and what must hold for it to be the next one. Once the list is full, the
 * places after the first one are used again in turn, because an update cannot cut a list and add to it at once.
 *
 * @param update a clause of an update expression
 * @param values of both expressions
 */
record AttemptPlace(String update, String condition, ObjectNode values) {
    /** @param item the attempt as the table has it */
    static AttemptPlace of(Attempt attempt, ObjectNode item, Instant now) {
        int number = attempt.number();
        ObjectNode one = Attributes.map(item);
        if (number == 1) { // a record that has expired is gone, also while the table still has it
            return new AttemptPlace(
                    "attempts = :attempt",
                    "attribute_not_exists(attempts) OR " + TableSchemas.TTL_ATTRIBUTE + " <= :now",
                    item(":attempt", listOf(one), ":now", number(now.getEpochSecond())));
        }
        ObjectNode before = number(number - 1L);
        if (number <= DeliveryRecord.KEPT) {
            return new AttemptPlace(
                    "attempts = list_append(attempts, :attempt)",
                    "size(attempts) = :before",
                    item(":attempt", listOf(one), ":before", before));
        }
        ObjectNode values = item(":attempt", one, ":before", before);
        values.set(":oldest", number(number - (DeliveryRecord.KEPT - 1L)));
        return new AttemptPlace(
                "attempts[" + index(number) + "] = :attempt",
                "attempts[" + index(number - 1) + "].n = :before AND attempts[" + index(number) + "].n = :oldest",
                values);
    }

    private static ObjectNode listOf(ObjectNode one) {
        ObjectNode list = Json.object();
        list.putArray("L").add(one);
        return list;
    }

    private static int index(int number) {
        return number <= DeliveryRecord.KEPT ? number - 1 : 1 + (number - 2) % (DeliveryRecord.KEPT - 1);
    }
}
