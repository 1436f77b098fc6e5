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
 * The position of an attempt in a delivery record's list of attempts, and the condition under which it is the next
 * one. Once the list is full, the positions after the first are overwritten in turn, because an update cannot shorten
 * a list and append to it at the same time.
 *
 * @param update a clause of an update expression
 * @param condition a condition expression
 * @param values the values that both expressions refer to
 */
record AttemptPlace(String update, String condition, Map<String, AttributeValue> values) {
    /** @param item the attempt as it is stored */
    static AttemptPlace of(Attempt attempt, Map<String, AttributeValue> item, Instant now) {
        int number = attempt.number();
        AttributeValue one = Attributes.map(item);
        if (number == 1) { // an expired record counts as deleted, even while the table still holds it
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
