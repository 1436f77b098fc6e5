package com.ingestlayer.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.JsonPath;
import java.math.BigDecimal;
import java.util.function.Consumer;

/** The limits of traits, which follow from those of DynamoDB items (AWS: "Quotas in Amazon DynamoDB"). */
public final class Traits {
    /** The maximum size of one entity's traits in one request, as compact JSON in UTF-8. */
    public static final int MAX_BYTES = 64 * 1024;
    /**
     * The maximum number of traits of one entity in one request: a DynamoDB update expression holds 4 KB and names each
     * of them.
     */
    public static final int MAX_NAMES = 100;
    /**
     * The maximum nesting depth of objects and arrays, including the traits object. DynamoDB allows 32 levels and
     * counts from the item.
     */
    public static final int MAX_DEPTH = 30;

    private static final int MAX_DIGITS = 38;
    private static final int MIN_EXPONENT = -130;
    private static final int MAX_EXPONENT = 125;

    private final Consumer<Violation> violations;

    private Traits(Consumer<Violation> violations) {
        this.violations = violations;
    }

    /** Reports every violation in traits, except for their size in bytes. */
    public static void check(ObjectNode traits, JsonPath path, Consumer<Violation> violations) {
        if (traits.size() > MAX_NAMES) {
            violations.accept(new Violation(
                    path, "expected at most " + MAX_NAMES + " traits in one request, found " + traits.size()));
        }
        new Traits(violations).check(traits, path, 1);
    }

    /** Applies changes to traits, as a write does. */
    public static void merge(ObjectNode traits, ObjectNode changes) {
        changes.properties().forEach(change -> {
            if (change.getValue().isNull()) {
                traits.remove(change.getKey());
            } else {
                traits.set(change.getKey(), change.getValue());
            }
        });
    }

    private void check(JsonNode value, JsonPath path, int depth) {
        if (value.isNumber()) {
            checkNumber(value.decimalValue(), path);
        } else if (value.isContainerNode() && depth > MAX_DEPTH) {
            wrong(path, "nested deeper than " + MAX_DEPTH + " levels");
        } else if (value.isObject()) {
            value.properties().forEach(each -> {
                JsonPath child = path.child(each.getKey());
                if (each.getKey().isEmpty()) {
                    wrong(child, "a name must not be empty");
                }
                check(each.getValue(), child, depth + 1);
            });
        } else {
            for (int i = 0; i < value.size(); i++) {
                check(value.get(i), path.child(i), depth + 1);
            }
        }
    }

    private void checkNumber(BigDecimal number, JsonPath path) {
        BigDecimal exact = number.stripTrailingZeros();
        long exponent = (long) exact.precision() - exact.scale() - 1;
        if (exact.precision() > MAX_DIGITS) {
            wrong(path, "expected a number of at most " + MAX_DIGITS + " digits");
        } else if (exact.signum() != 0 && (exponent < MIN_EXPONENT || exponent > MAX_EXPONENT)) {
            wrong(
                    path,
                    "expected a number from 1e" + MIN_EXPONENT + " to 9.9e" + MAX_EXPONENT + ", of either sign, or 0");
        }
    }

    private void wrong(JsonPath path, String message) {
        violations.accept(new Violation(path, message));
    }
}
