package com.ingestlayer.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** IPv4 and IPv6 addresses (RFC 4291 section 2.2). Nothing is looked up. */
final class IpAddresses {
    private static final Pattern V4 = Pattern.compile(
            "(?<![\\p{L}\\p{N}.])\\d{1,3}+\\.\\d{1,3}+\\.\\d{1,3}+\\.\\d{1,3}+(?![\\p{L}\\p{N}]|\\.\\d)");
    private static final Pattern V6 = Pattern.compile("(?:(?<![\\p{L}\\p{N}:.])|(?<=[\\p{L}\"']:))(?=\\p{XDigit}{0,4}:)"
            + "[\\p{XDigit}:]{2,41}+(?:\\.\\d{1,3}+){0,3}(?![\\p{L}\\p{N}])");
    private static final int LONGEST_V6 = 41;
    private static final int GROUPS = 8;

    private IpAddresses() {}

    static void find(String text, Signs signs, List<Finding> found) {
        if (signs.dot()) {
            Starts.find(V4, text, IpAddresses::mayBeginV4, v4 -> {
                if (isV4(v4.group())) {
                    found.add(new Finding(Kind.IP, v4.start(), v4.end()));
                }
            });
        }
        if (signs.colon()) {
            Starts.find(V6, text, new MayBeginV6(), v6 -> addV6(text, v6, found));
        }
    }

    private static void addV6(String text, Matcher v6, List<Finding> found) {
        int start = isAlone(text, v6.start()) ? v6.start() + 1 : v6.start();
        int end = isAlone(text, v6.end() - 1) ? v6.end() - 1 : v6.end();
        String address = text.substring(start, Math.max(start, end));
        if (tellsOfItself(address) && groups(address).isPresent()) {
            found.add(new Finding(Kind.IP, start, end));
        }
    }

    private static boolean mayBeginV4(String text, int i) {
        return Starts.isDigit(text.charAt(i))
                && !Starts.followsLetterOrDigit(text, i)
                && (i == 0 || text.charAt(i - 1) != '.');
    }

    /**
     * In a row of hexadecimal digits and colons nearly every place may be a beginning. Where the row ends is remembered, so that a
     * long one, in which no address begins because none ends in time, is not read again from each of them.
     */
    private static final class MayBeginV6 implements Starts.Look {
        private int rowEnd = -1;

        @Override
        public boolean at(String text, int i) {
            if (!isOfRow(text.charAt(i)) || (i > 0 && !mayStandBefore(text, i))) {
                return false;
            }
            for (int colon = i; ; colon++) {
                if (colon == text.length() || colon > i + 4 || !isOfRow(text.charAt(colon))) {
                    return false;
                }
                if (text.charAt(colon) == ':') {
                    break;
                }
            }
            if (rowEnd <= i) {
                rowEnd = i;
                while (rowEnd < text.length() && isOfRow(text.charAt(rowEnd))) {
                    rowEnd++;
                }
            }
            return rowEnd - i <= LONGEST_V6 || text.charAt(i + LONGEST_V6) == ':';
        }

        private static boolean mayStandBefore(String text, int i) {
            char before = text.charAt(i - 1);
            if (before == ':') {
                return i > 1
                        && (text.charAt(i - 2) >= 128
                                || "\"'".indexOf(text.charAt(i - 2)) >= 0
                                || Character.isLetter(text.charAt(i - 2)));
            }
            return before != '.' && !Starts.isLetterOrDigit(before);
        }

        private static boolean isOfRow(char c) {
            return c == ':' || Starts.isHexDigit(c);
        }
    }

    /** Whether a colon without another beside it stands there. */
    private static boolean isAlone(String text, int at) {
        return text.startsWith(":", at) && !text.startsWith("::", at) && !text.startsWith("::", at - 1);
    }

    /** Words of a program such as {@code add::face} have the form of an address too, but no digit. */
    private static boolean tellsOfItself(String address) {
        return address.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    static boolean isV4(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            if (part.isEmpty()
                    || part.length() > 3
                    || !part.chars().allMatch(c -> c >= '0' && c <= '9')
                    || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return parts.length == 4;
    }

    /** The eight groups of an IPv6 address, without leading zeros; empty when it is none. */
    static Optional<List<String>> groups(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        List<String> groups = new ArrayList<>();
        boolean right = add(gap < 0 ? address : address.substring(0, gap), groups);
        if (gap >= 0) {
            List<String> after = new ArrayList<>();
            right &= add(address.substring(gap + 2), after);
            right &= groups.size() + after.size() < GROUPS;
            while (groups.size() + after.size() < GROUPS) {
                groups.add("0");
            }
            groups.addAll(after);
        }
        return right && groups.size() == GROUPS ? Optional.of(groups) : Optional.empty();
    }

    private static boolean add(String text, List<String> groups) {
        if (text.isEmpty()) {
            return true;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            if (i == parts.length - 1 && isV4(parts[i])) {
                groups.add("v4");
                groups.add("v4");
            } else if (parts[i].isEmpty() || parts[i].length() > 4 || parts[i].indexOf('.') >= 0) {
                return false;
            } else {
                groups.add(parts[i].replaceFirst("^0+(?=.)", ""));
            }
        }
        return true;
    }
}
