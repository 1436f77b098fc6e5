package com.ingestlayer.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds personal data and secrets of every {@link Kind} in a text. The running time is linear in the length of the
 * text, whatever it contains.
 */
final class PiiFinder {
    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final String HIDDEN_UUID = "_".repeat(36);

    /** An IBAN has at least two digits, its check digits; all its other characters may be letters. */
    private static final int MIN_DIGITS = 2;

    private PiiFinder() {}

    /** Returns the findings in order, without overlaps. This includes what is only found after escapes are decoded. */
    static List<Finding> find(String text) {
        List<Finding> found = new ArrayList<>();
        findAsWritten(text, found);
        PlainView view = PlainView.mayDiffer(text) ? PlainView.of(text) : null;
        if (view != null && view.differs()) {
            List<Finding> more = new ArrayList<>();
            findAsWritten(view.text(), more);
            more.forEach(finding -> found.add(view.inSource(finding)));
        }
        return merge(found);
    }

    private static void findAsWritten(String text, List<Finding> found) {
        Signs signs = Signs.of(text);
        Tokens.find(text, signs, found);
        if (signs.at()) {
            Emails.find(text, found);
        }
        if (signs.digits() > 0) {
            IpAddresses.find(text, signs, found);
        }
        if (signs.digits() >= MIN_DIGITS) {
            String numbers = signs.dash() ? withoutUuids(text) : text;
            Ibans.find(numbers, found);
            Cards.find(numbers, found);
            Phones.find(numbers, found);
        }
    }

    /**
     * Hides UUIDs, whose groups of digits may look like a card or phone number. All other characters keep their
     * positions.
     */
    private static String withoutUuids(String text) {
        int[] copied = {0};
        StringBuilder hidden = new StringBuilder();
        Starts.find(UUID, text, PiiFinder::mayBeginUuid, uuid -> {
            hidden.append(text, copied[0], uuid.start()).append(HIDDEN_UUID);
            copied[0] = uuid.end();
        });
        return copied[0] == 0
                ? text
                : hidden.append(text, copied[0], text.length()).toString();
    }

    private static boolean mayBeginUuid(String text, int i) {
        return i + HIDDEN_UUID.length() <= text.length()
                && text.charAt(i + 8) == '-'
                && text.charAt(i + 13) == '-'
                && text.charAt(i + 18) == '-';
    }

    private static List<Finding> merge(List<Finding> found) {
        found.sort(Comparator.comparingInt(Finding::start));
        List<Finding> merged = new ArrayList<>();
        for (Finding finding : found) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).touches(finding)) {
                merged.set(last, merged.get(last).and(finding));
            } else {
                merged.add(finding);
            }
        }
        return merged;
    }
}
