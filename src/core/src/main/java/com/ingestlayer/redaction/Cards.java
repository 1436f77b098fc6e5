package com.ingestlayer.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds card numbers: 13 to 19 digits with single spaces, dashes or dots between them, with the prefix and length of a
 * known issuer (ISO/IEC 7812) and a valid Luhn check digit.
 */
final class Cards {
    private static final Pattern ISSUED = Pattern.compile(
            "4\\d{12}(?:\\d{3}){0,2}" // Visa
                    + "|5[1-5]\\d{14}|2(?:22[1-9]|2[3-9]\\d|[3-6]\\d\\d|7[01]\\d|720)\\d{12}" // Mastercard
                    + "|3[47]\\d{13}" // American Express
                    + "|3(?:0[0-5]|[689]\\d)\\d{11}(?:\\d\\d)?" // Diners Club
                    + "|35(?:2[89]|[3-8]\\d)\\d{12}" // JCB
                    + "|6(?:011|4[4-9]\\d|5\\d\\d)\\d{12}" // Discover
                    + "|62\\d{14,17}" // UnionPay
                    + "|(?:5[0678]|6[0379])\\d{11,17}"); // Maestro, RuPay
    private static final int MIN_LENGTH = 13;
    private static final int MAX_LENGTH = 19;

    private Cards() {}

    static void find(String text, List<Finding> found) {
        List<int[]> run = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && Starts.isDigit(text.charAt(i))) {
                i++;
            }
            if (i > start) {
                if (!run.isEmpty() && !follows(text, run.get(run.size() - 1)[1], start)) {
                    findInRun(text, run, found);
                    run.clear();
                }
                run.add(new int[] {start, i});
            } else {
                i++;
            }
        }
        findInRun(text, run, found);
    }

    private static boolean follows(String text, int end, int start) {
        return start == end + 1 && " -.".indexOf(text.charAt(end)) >= 0;
    }

    /** Finds every sequence of whole groups that is a card number. The digits of a match are not searched again. */
    private static void findInRun(String text, List<int[]> run, List<Finding> found) {
        for (int first = 0; first < run.size(); first++) {
            char begins = text.charAt(run.get(first)[0]);
            if (begins < '2' || begins > '6') {
                continue; // no issuer has this prefix
            }
            StringBuilder digits = new StringBuilder();
            int best = -1;
            for (int last = first; last < run.size() && digits.length() < MAX_LENGTH; last++) {
                int[] group = run.get(last);
                if (digits.length() + group[1] - group[0] > MAX_LENGTH) {
                    break;
                }
                digits.append(text, group[0], group[1]);
                if (digits.length() >= MIN_LENGTH && isCard(digits)) {
                    best = last;
                }
            }
            if (best >= 0 && !Tokens.isHex(text, run.get(first)[0], run.get(best)[1])) {
                found.add(new Finding(Kind.CARD, run.get(first)[0], run.get(best)[1]));
                first = best;
            }
        }
    }

    private static boolean isCard(CharSequence digits) {
        return luhn(digits) && ISSUED.matcher(digits).matches();
    }

    private static boolean luhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = digit * 2;
            sum += i % 2 == 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
        }
        return sum % 10 == 0;
    }
}
