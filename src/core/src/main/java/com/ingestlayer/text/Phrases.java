package com.ingestlayer.text;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Phrases that are found in texts as whole words, in capital or small letters, with any white space between their words.
 * Thread-safe.
 */
public final class Phrases {
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final String LETTER_OR_DIGIT = "[\\p{L}\\p{M}\\p{N}]";

    private final List<String> phrases;
    private final Pattern pattern;

    /** @param phrases none of them blank; of two that begin at the same place the one that stands first is found */
    public Phrases(List<String> phrases) {
        this.phrases = List.copyOf(phrases);
        this.pattern = Pattern.compile(
                "(?<!" + LETTER_OR_DIGIT + ")(?:"
                        + phrases.stream().map(Phrases::group).collect(Collectors.joining("|")) + ")(?!"
                        + LETTER_OR_DIGIT + ")",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String group(String phrase) {
        return Stream.of(WHITE_SPACE.split(phrase.strip()))
                .map(Pattern::quote)
                .collect(Collectors.joining("\\s+", "(", ")"));
    }

    /** Whether a text has one of them. */
    public boolean in(String text) {
        return pattern.matcher(text).find();
    }

    /** What stands in a text, and which phrase that is. */
    Matcher matcher(String text) {
        return pattern.matcher(text);
    }

    /** The index of the phrase that was found. */
    int found(Matcher matcher) {
        for (int i = 0; i < phrases.size(); i++) {
            if (matcher.start(i + 1) >= 0) {
                return i;
            }
        }
        throw new IllegalStateException("nothing was found");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Phrases same && same.phrases.equals(phrases);
    }

    @Override
    public int hashCode() {
        return phrases.hashCode();
    }

    @Override
    public String toString() {
        return phrases.toString();
    }
}
