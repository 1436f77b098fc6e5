package com.ingestlayer.redaction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds every {@link Kind} in a text, in time that grows with its length alone, whatever stands in it. */
final class PiiFinder {
    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");
    private static final String HIDDEN_UUID = "_".repeat(36);

    private PiiFinder() {}

    /** In order, none touching another; also what is found only once escapes are decoded. */
    static List<Finding> find(String text) {
        List<Finding> found = new ArrayList<>();
        findAsWritten(text, found);
        PlainView view = PlainView.of(text);
        if (view.differs()) {
            List<Finding> more = new ArrayList<>();
            findAsWritten(view.text(), more);
            more.forEach(finding -> found.add(view.inSource(finding)));
        }
        return merge(found);
    }

    private static void findAsWritten(String text, List<Finding> found) {
        Tokens.find(text, found);
        Emails.find(text, found);
        IpAddresses.find(text, found);
        String numbers = withoutUuids(text);
        Ibans.find(numbers, found);
        Cards.find(numbers, found);
        Phones.find(numbers, found);
    }

    /** Their groups of digits may look like a card's or a phone's. Every other char stays where it is. */
    private static String withoutUuids(String text) {
        Matcher uuid = UUID.matcher(text);
        return uuid.find() ? uuid.replaceAll(HIDDEN_UUID) : text;
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
