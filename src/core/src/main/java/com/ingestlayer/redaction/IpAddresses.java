package com.ingestlayer.redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds IPv4 and IPv6 addresses (RFC 4291 section 2.2) in text. It makes no DNS lookups. */
final class IpAddresses {
    private static final Pattern V4 = Pattern.compile(
            "(?<![\\p{L}\\p{N}.])\\d{1,3}+\\.\\d{1,3}+\\.\\d{1,3}+\\.\\d{1,3}+(?![\\p{L}\\p{N}]|\\.\\d)");
    private static final Pattern V6 = Pattern.compile("(?:(?<![\\p{L}\\p{N}:.])|(?<=[\\p{L}\"']:))(?=\\p{XDigit}{0,4}:)"
            + "[\\p{XDigit}:]{2,41}+(?:\\.\\d{1,3}+){0,3}(?![\\p{L}\\p{N}])");
    private static final int MAX_V6_LENGTH = 41;
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
        int start = isSingleColon(text, v6.start()) ? v6.start() + 1 : v6.start();
        int end = isSingleColon(text, v6.end() - 1) ? v6.end() - 1 : v6.end();
        String address = text.substring(start, Math.max(start, end));
        if (hasDigit(address) && groups(address).isPresent()) {
            found.add(new Finding(Kind.IP, start, end));
        }
    }

    private static boolean mayBeginV4(String text, int i) {
        return Starts.isDigit(text.charAt(i))
                && !Starts.followsLetterOrDigit(text, i)
                && (i == 0 || text.charAt(i - 1) != '.');
    }

    /**
     * Returns whether an IPv6 address may begin at a character. Nearly every position in a run of hexadecimal digits
     * and colons may be a beginning. The end of the run is remembered, so that a long run, in which no address can
     * begin because none would end in time, is not read again from each position.
     */
    private static final class MayBeginV6 implements Starts.Look {
        private int runEnd = -1;

        @Override
        public boolean at(String text, int i) {
            if (!isOfRun(text.charAt(i)) || (i > 0 && !mayFollow(text, i))) {
                return false;
            }
            for (int colon = i; ; colon++) {
                if (colon == text.length() || colon > i + 4 || !isOfRun(text.charAt(colon))) {
                    return false;
                }
                if (text.charAt(colon) == ':') {
                    break;
                }
            }
            if (runEnd <= i) {
                runEnd = i;
                while (runEnd < text.length() && isOfRun(text.charAt(runEnd))) {
                    runEnd++;
                }
            }
            return runEnd - i <= MAX_V6_LENGTH || text.charAt(i + MAX_V6_LENGTH) == ':';
        }

        private static boolean mayFollow(String text, int i) {
            char before = text.charAt(i - 1);
            if (before == ':') {
                return i > 1
                        && (text.charAt(i - 2) >= 128
                                || "\"'".indexOf(text.charAt(i - 2)) >= 0
                                || Character.isLetter(text.charAt(i - 2)));
            }
            return before != '.' && !Starts.isLetterOrDigit(before);
        }

        private static boolean isOfRun(char c) {
            return c == ':' || Starts.isHexDigit(c);
        }
    }

    /** Returns whether a single colon stands there, without another one beside it. */
    private static boolean isSingleColon(String text, int at) {
        return text.startsWith(":", at) && !text.startsWith("::", at) && !text.startsWith("::", at - 1);
    }

    /** Requires a digit, because words of a program such as {@code add::face} also have the form of an address. */
    private static boolean hasDigit(String address) {
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

    /** Returns the eight groups of an IPv6 address without leading zeros; empty if the text is not an address. */
    static Optional<List<String>> groups(String address) {
        int gap = address.indexOf("::");
        if (gap >= 0 && address.indexOf("::", gap + 1) >= 0) {
            return Optional.empty();
        }
        List<String> groups = new ArrayList<>();
        boolean valid = add(gap < 0 ? address : address.substring(0, gap), groups);
        if (gap >= 0) {
            List<String> after = new ArrayList<>();
            valid &= add(address.substring(gap + 2), after);
            valid &= groups.size() + after.size() < GROUPS;
            while (groups.size() + after.size() < GROUPS) {
                groups.add("0");
            }
            groups.addAll(after);
        }
        return valid && groups.size() == GROUPS ? Optional.of(groups) : Optional.empty();
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
