package com.ingestlayer.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as a reader of it sees it: with URL escapes (percent, two digits), JSON escapes (backslash, u, four digits) and
 * HTML's numeric ones of ASCII decoded once, full-width letters and digits, odd spaces and odd dashes as plain ones, and
 * without characters that are not seen. Knows where in the text each of its chars stands.
 */
final class PlainView {
    private static final Pattern ESCAPE = Pattern.compile("%(?<url>[2-7]\\p{XDigit})|\\\\u00(?<json>[2-7]\\p{XDigit})"
            + "|&#[xX]0{0,4}(?<html>[2-7]\\p{XDigit});|&#0{0,4}(?<decimal>3[2-9]|[4-9]\\d|1[01]\\d|12[0-6]);");
    private static final String UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff";
    private static final String SPACES =
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000";
    private static final String DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212";
    private static final char FIRST_ODD = '\u00a0';
    private static final char FIRST_FULL_WIDTH = '\uff01';
    private static final char LAST_FULL_WIDTH = '\uff5e';

    private final StringBuilder text;
    private final int[] starts;
    private final int[] ends;
    private boolean differs;

    private PlainView(int length) {
        text = new StringBuilder(length);
        starts = new int[length];
        ends = new int[length];
    }

    /** Whether there is anything in a text that a view of it may show otherwise; cheaper than to make one. */
    static boolean mayDiffer(String source) {
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '%' || c == '\\' || c == '&' || c >= FIRST_ODD) {
                return true;
            }
        }
        return false;
    }

    static PlainView of(String source) {
        PlainView view = new PlainView(source.length());
        Matcher escape = ESCAPE.matcher(source);
        int at = 0;
        while (escape.find()) {
            view.takePlain(source, at, escape.start());
            view.take(decoded(escape), escape.start(), escape.end());
            view.differs = true;
            at = escape.end();
        }
        view.takePlain(source, at, source.length());
        return view;
    }

    String text() {
        return text.toString();
    }

    /** Whether it is another text than the one it is a view of. */
    boolean differs() {
        return differs;
    }

    /** A finding in this view as one in the text itself. */
    Finding inSource(Finding finding) {
        return new Finding(finding.kind(), starts[finding.start()], ends[finding.end() - 1]);
    }

    private void takePlain(String source, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = source.charAt(i);
            if (c < FIRST_ODD) {
                take(c, i, i + 1);
            } else if (UNSEEN.indexOf(c) >= 0) {
                differs = true;
            } else {
                char plain = plain(c);
                differs |= plain != c;
                take(plain, i, i + 1);
            }
        }
    }

    private void take(char c, int start, int end) {
        starts[text.length()] = start;
        ends[text.length()] = end;
        text.append(c);
    }

    private static char decoded(Matcher escape) {
        for (String hex : new String[] {"url", "json", "html"}) {
            if (escape.group(hex) != null) {
                return (char) Integer.parseInt(escape.group(hex), 16);
            }
        }
        return (char) Integer.parseInt(escape.group("decimal"));
    }

    private static char plain(char c) {
        if (c >= FIRST_FULL_WIDTH && c <= LAST_FULL_WIDTH) {
            return (char) (c - FIRST_FULL_WIDTH + '!');
        }
        return SPACES.indexOf(c) >= 0 ? ' ' : DASHES.indexOf(c) >= 0 ? '-' : c;
    }
}
