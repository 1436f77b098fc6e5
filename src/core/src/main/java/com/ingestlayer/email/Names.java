package com.ingestlayer.email;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Guesses names from their spelling in addresses. */
public final class Names {
    private static final int MAX_WORDS = 3;
    private static final Pattern DIGITS_AT_END = Pattern.compile("\\p{N}+$");
    private static final Pattern WORD = Pattern.compile("\\p{L}+(?:['-]\\p{L}+)*");

    private Names() {}

    /**
     * Returns {@code Jane Doe} for {@code jane.doe+news}. Returns empty unless the local part consists of two or three
     * words: a single word may be a name or something like {@code jdoe}.
     */
    public static Optional<String> ofPerson(String local) {
        String written = withoutTag(local);
        List<String> words = words(written, "[._]+");
        if (words.size() == 1) {
            words = words(written, "[._-]+");
        }
        boolean isName = words.size() >= 2
                && words.size() <= MAX_WORDS
                && words.stream().allMatch(word -> WORD.matcher(word).matches())
                && words.stream().anyMatch(word -> word.length() > 1);
        return isName
                ? Optional.of(words.stream()
                        .map(word -> word.length() == 1 ? capitalized(word) + "." : capitalizedParts(word))
                        .collect(Collectors.joining(" ")))
                : Optional.empty();
    }

    /** Returns {@code Acme Corp} for {@code acme-corp.co.uk}. */
    public static String ofCompany(String registrableDomain) {
        String label = DomainName.toUnicode(registrableDomain.substring(0, registrableDomain.indexOf('.')));
        return Stream.of(label.split("-+"))
                .filter(word -> !word.isEmpty())
                .map(Names::capitalized)
                .collect(Collectors.joining(" "));
    }

    /** Removes the tag after a plus sign that Gmail and other providers allow (RFC 5233). */
    static String withoutTag(String local) {
        int plus = local.indexOf('+');
        return plus < 1 ? local : local.substring(0, plus);
    }

    private static List<String> words(String local, String separators) {
        List<String> words = new ArrayList<>();
        for (String word : local.split(separators)) {
            String letters = DIGITS_AT_END.matcher(word).replaceFirst("");
            if (!letters.isEmpty()) {
                words.add(letters);
            }
        }
        return words;
    }

    /** Capitalizes the parts of a word: {@code Jean-Luc}, {@code O'Brien}. */
    private static String capitalizedParts(String word) {
        StringBuilder parts = new StringBuilder();
        for (String part : word.split("(?<=['-])")) {
            parts.append(capitalized(part));
        }
        return parts.toString();
    }

    private static String capitalized(String word) {
        int first = word.offsetByCodePoints(0, 1);
        return word.substring(0, first).toUpperCase(Locale.ROOT)
                + word.substring(first).toLowerCase(Locale.ROOT);
    }
}
