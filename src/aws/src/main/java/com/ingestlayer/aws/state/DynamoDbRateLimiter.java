package com.ingestlayer.aws.state;

import static com.ingestlayer.aws.table.Attributes.item;
import static com.ingestlayer.aws.table.Attributes.number;
import static com.ingestlayer.aws.table.Attributes.optionalNumberOf;
import static com.ingestlayer.aws.table.Attributes.text;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.access.RateLimiter;
import com.ingestlayer.aws.table.Table;
import com.ingestlayer.aws.table.TableSchemas;
import com.ingestlayer.request.RateLimit;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Stores token buckets as items {@code rate#<bucket>} of the State table, each with the time at which it is full
 * again. A request costs one read and at most one write; a rejected request writes nothing. Thread-safe.
 */
public final class DynamoDbRateLimiter implements RateLimiter {
    private static final String WHAT = "the State table";

    private final Table table;
    private final Clock clock;

    /**
     * Events that were admitted but could not be recorded, by bucket. They are recorded with the bucket's next
     * events.
     */
    private final Map<String, Long> owed = new ConcurrentHashMap<>();

    public DynamoDbRateLimiter(DynamoDbClient dynamoDb, String tableName, Clock clock) {
        this.table = new Table(dynamoDb, tableName, WHAT, Runnable::run);
        this.clock = requireNonNull(clock, "clock is null");
    }

    @Override
    public Optional<Duration> take(String bucket, RateLimit limit, int events) {
        Instant now = clock.instant();
        Map<String, AttributeValue> key = item("key", text("rate#" + bucket));
        Instant fullAt = fullAt(table.get(key));
        Duration wait = limit.wait(fullAt, events, now);
        if (isPositive(wait)) {
            return Optional.of(wait);
        }
        long before = Optional.ofNullable(owed.remove(bucket)).orElse(0L);
        Duration cost = limit.cost(before + events);
        try {
            if (fullAt.isAfter(now)) {
                drain(key, cost, now.plus(limit.slack(events)));
            } else {
                start(key, cost, now);
            }
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            // Another instance was faster. The item that it left decides; a second write would add nothing.
            wait = limit.wait(fullAt(e.item()), events, now);
            boolean taken = !isPositive(wait);
            owe(bucket, before + (taken ? events : 0));
            return taken ? Optional.empty() : Optional.of(wait);
        } catch (UnavailableException | ServiceRefusalException e) {
            owe(bucket, before);
            throw e;
        }
    }

    private void owe(String bucket, long events) {
        if (events > 0) {
            owed.merge(bucket, events, Long::sum);
        }
    }

    /** Takes events from a bucket that is not full, unless others have emptied it since it was read. */
    private void drain(Map<String, AttributeValue> key, Duration cost, Instant fullAtMost) {
        Map<String, AttributeValue> values = item(":cost", number(cost.toNanos()), ":most", number(nanos(fullAtMost)));
        update(key, "full_at + :cost", "full_at <= :most", values, fullAtMost.plus(cost));
    }

    /** Takes events from a full bucket, unless others have taken some since it was read. */
    private void start(Map<String, AttributeValue> key, Duration cost, Instant now) {
        Instant fullAt = now.plus(cost);
        Map<String, AttributeValue> values = item(":full", number(nanos(fullAt)), ":now", number(nanos(now)));
        update(key, ":full", "attribute_not_exists(full_at) OR full_at <= :now", values, fullAt);
    }

    /**
     * Sets the time at which a bucket is full again.
     *
     * @param value an expression for {@code full_at}
     * @param condition a condition expression
     * @param values the values that both expressions refer to
     * @param fullAt the latest time at which the bucket is full. The item expires an hour later, to allow for clocks
     * that differ; a full bucket need not be kept.
     */
    private void update(
            Map<String, AttributeValue> key,
            String value,
            String condition,
            Map<String, AttributeValue> values,
            Instant fullAt) {
        values.put(":expires", number(fullAt.plus(Duration.ofHours(1)).getEpochSecond()));
        table.update(UpdateItemRequest.builder()
                .key(key)
                .updateExpression("SET full_at = " + value + ", " + TableSchemas.TTL_ATTRIBUTE + " = :expires")
                .conditionExpression(condition)
                .expressionAttributeValues(values)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
    }

    private static Instant fullAt(Map<String, AttributeValue> item) {
        return optionalNumberOf(item, "full_at").map(Instant.EPOCH::plusNanos).orElse(Instant.EPOCH);
    }

    private static long nanos(Instant instant) {
        return Duration.between(Instant.EPOCH, instant).toNanos();
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
