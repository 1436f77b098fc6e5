package com.ingestlayer.redaction;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as its reader sees it: URL escapes (percent, two digits), JSON escapes (backslash, u, four digits) and HTML's
 * numeric escapes of ASCII are decoded once; full-width letters and digits, unusual spaces and unusual dashes become
 * plain ones; invisible characters are removed. The view knows the position of each of its characters in the original
 * text.
 */
final class PlainView {
    private static final Pattern ESCAPE = Pattern.compile("%(?<url>[2-7]\\p{XDigit})|\\\\u00(?<json>[2-7]\\p{XDigit})"
            + "|&#[xX]0{0,4}(?<html>[2-7]\\p{XDigit});|&#0{0,4}(?<decimal>3[2-9]|[4-9]\\d|1[01]\\d|12[0-6]);");
    private static final String INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff";
    private static final String SPACES =
            "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000";
    private static final String DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212";
    private static final char FIRST_UNUSUAL = '\u00a0';
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

    /** Returns whether the view of a text may differ from the text. This check is cheaper than creating the view. */
    static boolean mayDiffer(String source) {
        for (int i = 0; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == '%' || c == '\\' || c == '&' || c >= FIRST_UNUSUAL) {
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
            view.appendPlain(source, at, escape.start());
            view.append(decoded(escape), escape.start(), escape.end());
            view.differs = true;
            at = escape.end();
        }
        view.appendPlain(source, at, source.length());
        return view;
    }

    String text() {
        return text.toString();
    }

    /** Returns whether the view differs from the original text. */
    boolean differs() {
        return differs;
    }

    /** Returns the position in the original text of a finding in this view. */
    Finding inSource(Finding finding) {
        return new Finding(finding.kind(), starts[finding.start()], ends[finding.end() - 1]);
    }

    private void appendPlain(String source, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = source.charAt(i);
            if (c < FIRST_UNUSUAL) {
                append(c, i, i + 1);
            } else if (INVISIBLE.indexOf(c) >= 0) {
                differs = true;
            } else {
                char plain = plain(c);
                differs |= plain != c;
                append(plain, i, i + 1);
            }
        }
    }

    private void append(char c, int start, int end) {
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
