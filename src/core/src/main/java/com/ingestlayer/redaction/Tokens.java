package com.ingestlayer.redaction;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds passwords, tokens and private keys: by the prefixes that their issuers use, or by the word before them. */
final class Tokens {
    private static final Pattern ISSUED = Pattern.compile(
            // AWS
            "(?<![A-Za-z0-9])(?:(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])"
                    // Stripe
                    + "|(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{10,}+"
                    // ours, and those of Standard Webhooks
                    + "|(?:il|ag)_(?:live|test|local)_[A-Za-z0-9_-]{8,}+|whsec_[A-Za-z0-9+/=_-]{8,}+"
                    // GitHub and GitLab
                    + "|gh[pousr]_[A-Za-z0-9]{20,}+|github_pat_[A-Za-z0-9_]{20,}+|glpat-[A-Za-z0-9_-]{16,}+"
                    // Slack
                    + "|xox[a-z]-[A-Za-z0-9-]{10,}+|xapp-[A-Za-z0-9-]{10,}+"
                    // OpenAI, Anthropic and Google
                    + "|sk-(?=[A-Za-z_-]{0,40}+\\d)[A-Za-z0-9_-]{20,}+|AIza[A-Za-z0-9_-]{30,}+"
                    // npm and SendGrid
                    + "|npm_[A-Za-z0-9]{30,}+|SG\\.[A-Za-z0-9_-]{16,64}+\\.[A-Za-z0-9_-]{16,}+"
                    // Telegram
                    + "|\\d{8,10}:[A-Za-z0-9_-]{35}(?![A-Za-z0-9_-]))",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "(?<![A-Za-z0-9])(?:bearer|basic|token)[ \\t]{1,3}(?<value>[A-Za-z0-9._~+/=-]{8,}+)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern ASSIGNMENT = Pattern.compile(
            "(?:pass(?:word|wd|phrase|code)|pwd|secret|token|credentials?"
                    + "|(?:api|access|secret|private|client|auth)[_. -]?(?:key|secret|token))"
                    + "(?<close>\\\\?[\"'])?[ \\t]{0,3}(?<sign>=|:)>?[ \\t]{0,3}"
                    + "(?:\\\\\"(?<escaped>[^\"\\\\]{1,512}+)|\"(?<double>[^\"]{1,512}+)|'(?<single>[^']{1,512}+)"
                    + "|(?<value>[^\\s\"'\\\\,;&<>]{3,}+))",
            Pattern.CASE_INSENSITIVE);
    private static final List<String> QUOTED = List.of("escaped", "double", "single");
    private static final Pattern IN_URL = Pattern.compile("://[^\\s/:@]{0,256}+:(?<value>[^\\s/@]{1,256}+)@");
    private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----");
    private static final String KEY_BEGIN = "-----BEGIN ";
    private static final String KEY_END = "-----END ";
    private static final String JWT = "eyJ";
    private static final int MIN_PART_LENGTH = 8;
    private static final int MIN_LENGTH_WITH_DIGIT = 10;
    private static final int MIN_LENGTH_WITHOUT_DIGIT = 24;
    private static final int MAX_HASH_LENGTH = 128; // the length of SHA-512

    private Tokens() {}

    static void find(String text, Signs signs, List<Finding> found) {
        findIssued(text, found);
        if (signs.blank()) {
            Starts.find(AUTHORIZATION, text, Tokens::mayBeginAuthorization, authorization -> {
                String value = authorization.group("value");
                if (value.length() >= MIN_LENGTH_WITHOUT_DIGIT
                        || (value.length() >= MIN_LENGTH_WITH_DIGIT && hasDigit(value))) {
                    add(authorization, "value", found);
                }
            });
        }
        if (signs.colon() || signs.equals()) {
            Starts.find(
                    ASSIGNMENT,
                    text,
                    (in, i) -> isOneOf("pstca", in.charAt(i)),
                    assignment -> addAssigned(assignment, found));
        }
        if (signs.at() && signs.colon()) {
            Starts.find(IN_URL, text, (in, i) -> in.startsWith("://", i), inUrl -> add(inUrl, "value", found));
        }
        if (signs.dash()) {
            findPrivateKeys(text, found);
        }
    }

    private static boolean mayBeginIssued(String text, int i) {
        char c = text.charAt(i);
        return (isOneOf("asriwgxne", c) || Starts.isDigit(c)) && !Starts.followsLetterOrDigit(text, i);
    }

    private static boolean mayBeginAuthorization(String text, int i) {
        return isOneOf("bt", text.charAt(i)) && !Starts.followsLetterOrDigit(text, i);
    }

    private static boolean isOneOf(String smallLetters, char c) {
        return smallLetters.indexOf(c) >= 0 || (c <= 'Z' && smallLetters.indexOf(c + 'a' - 'A') >= 0);
    }

    /** Finds tokens by their issuer's prefix, and JSON Web Tokens. */
    private static void findIssued(String text, List<Finding> found) {
        Matcher made = ISSUED.matcher(text).useTransparentBounds(true).useAnchoringBounds(false);
        Jwts jwts = new Jwts(text);
        int i = 0;
        while (i < text.length()) {
            int end = -1;
            if (mayBeginIssued(text, i)) {
                end = made.region(i, text.length()).lookingAt() ? made.end() : jwts.endOfOneAt(i);
            }
            if (end > 0) {
                found.add(finding(i, end));
            }
            i = Math.max(i + 1, end);
        }
    }

    /**
     * Finds JSON Web Tokens (RFC 7519): two or three parts with full stops between them, the first of which is a JSON
     * object in base64. A run without a full stop may contain many beginnings; its end is remembered, so that it is not
     * read again from each of them.
     */
    private static final class Jwts {
        private final String text;
        private int runEnd = -1;

        private Jwts(String text) {
            this.text = text;
        }

        /** Returns the end of the token that begins there; -1 if none does. */
        private int endOfOneAt(int i) {
            if (!text.regionMatches(true, i, JWT, 0, JWT.length())) {
                return -1;
            }
            runEnd = runEnd > i ? runEnd : endOfRun(text, i);
            int second = runEnd + 1;
            if (runEnd - i - JWT.length() < MIN_PART_LENGTH || !text.startsWith(".", runEnd)) {
                return -1;
            }
            int end = endOfRun(text, second);
            if (end - second < MIN_PART_LENGTH) {
                return -1;
            }
            return text.startsWith(".", end) ? endOfRun(text, end + 1) : end;
        }
    }

    private static int endOfRun(String text, int from) {
        int end = from;
        while (end < text.length()
                && (Starts.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-' || text.charAt(end) == '_')) {
            end++;
        }
        return end;
    }

    private static Finding finding(int start, int end) {
        return new Finding(Kind.SECRET, start, end);
    }

    /**
     * Returns whether these characters are part of a longer word that is a hexadecimal number, such as a commit hash.
     */
    static boolean isHex(String text, int start, int end) {
        int from = start;
        while (from > 0 && start - from < MAX_HASH_LENGTH && Character.digit(text.charAt(from - 1), 16) >= 0) {
            from--;
        }
        int to = end;
        while (to < text.length() && to - end < MAX_HASH_LENGTH && Character.digit(text.charAt(to), 16) >= 0) {
            to++;
        }
        boolean wordEnds = (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))
                && (to == text.length() || !Character.isLetterOrDigit(text.charAt(to)));
        return wordEnds && (from < start || to > end);
    }

    private static void add(Matcher matcher, String group, List<Finding> found) {
        found.add(finding(matcher.start(group), matcher.end(group)));
    }

    /**
     * Prose may follow a colon too ("password: required"), so a value after a colon must look generated, or be quoted
     * as in JSON.
     */
    private static void addAssigned(Matcher assignment, List<Finding> found) {
        String value = assignment.group("value");
        if (value == null) {
            QUOTED.stream()
                    .filter(group -> assignment.group(group) != null)
                    .forEach(group -> add(assignment, group, found));
        } else if (assignment.group("sign").equals("=")
                || assignment.group("close") != null
                || hasDigit(value)
                || value.length() >= MIN_LENGTH_WITHOUT_DIGIT) {
            add(assignment, "value", found);
        }
    }

    private static boolean hasDigit(String text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    /** Finds private keys. A key without an end marker extends to the end of the text. */
    private static void findPrivateKeys(String text, List<Finding> found) {
        Matcher begin = PRIVATE_KEY.matcher(text);
        int from = text.indexOf(KEY_BEGIN);
        while (from >= 0 && from < text.length() && begin.find(from)) {
            int last = text.indexOf(KEY_END, begin.end());
            int dashes = last < 0 ? -1 : text.indexOf("-----", last + KEY_END.length());
            from = dashes < 0 ? text.length() : dashes + "-----".length();
            found.add(finding(begin.start(), from));
        }
    }
}
