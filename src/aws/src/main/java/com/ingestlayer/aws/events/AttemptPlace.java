package com.ingestlayer.aws.events;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.number;

import com.ingestlayer.aws.table.Attributes;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.DeliveryRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where an attempt goes in the list of attempts, and what must hold for it to be the next one. Once the list is full, the
 * places after the first one are used again in turn, because an update cannot cut a list and add to it at once.
 *
 * @param update a clause of an update expression
 * @param values of both expressions
 */
record AttemptPlace(String update, String condition, Map<String, AttributeValue> values) {
    /** @param item the attempt as the table has it */
    static AttemptPlace of(Attempt attempt, Map<String, AttributeValue> item, Instant now) {
        int number = attempt.number();
        AttributeValue one = Attributes.map(item);
        if (number == 1) { // a record that has expired is gone, also while the table still has it
            return new AttemptPlace(
                    "attempts = :attempt",
                    "attribute_not_exists(attempts) OR " + TableSchemas.TTL_ATTRIBUTE + " <= :now",
                    item(":attempt", listOf(one), ":now", number(now.getEpochSecond())));
        }
        AttributeValue before = number(number - 1L);
        if (number <= DeliveryRecord.KEPT) {
            return new AttemptPlace(
                    "attempts = list_append(attempts, :attempt)",
                    "size(attempts) = :before",
                    item(":attempt", listOf(one), ":before", before));
        }
        Map<String, AttributeValue> values = item(":attempt", one, ":before", before);
        values.put(":oldest", number(number - (DeliveryRecord.KEPT - 1L)));
        return new AttemptPlace(
                "attempts[" + index(number) + "] = :attempt",
                "attempts[" + index(number - 1) + "].n = :before AND attempts[" + index(number) + "].n = :oldest",
                values);
    }

    private static AttributeValue listOf(AttributeValue one) {
        return AttributeValue.fromL(List.of(one));
    }

    private static int index(int number) {
        return number <= DeliveryRecord.KEPT ? number - 1 : 1 + (number - 2) % (DeliveryRecord.KEPT - 1);
    }
}
