package com.ingestlayer.text;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Phrases in one language and their translations into another. Immutable and thread-safe. */
public final class PhraseBook {
    private final Phrases phrases;
    private final List<String> translations;

    /** @param phrases the translation of each phrase; longer phrases take precedence */
    public PhraseBook(Map<String, String> phrases) {
        List<Map.Entry<String, String>> longestFirst = phrases.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<String, String> entry) ->
                                entry.getKey().length())
                        .reversed())
                .toList();
        this.phrases = new Phrases(longestFirst.stream().map(Map.Entry::getKey).toList());
        this.translations = longestFirst.stream().map(Map.Entry::getValue).toList();
    }

    /** Returns the text with every known phrase replaced; empty if it contains none. */
    public Optional<String> translate(String text) {
        StringBuilder translated = new StringBuilder();
        int copied = 0;
        Optional<Phrases.Found> found = phrases.next(text, 0);
        boolean any = found.isPresent();
        while (found.isPresent()) {
            translated
                    .append(text, copied, found.get().start())
                    .append(translations.get(found.get().phrase()));
            copied = found.get().end();
            found = phrases.next(text, copied);
        }
        return any ? Optional.of(translated.append(text, copied, text.length()).toString()) : Optional.empty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PhraseBook same
                && same.phrases.equals(phrases)
                && same.translations.equals(translations);
    }

    @Override
    public int hashCode() {
        return phrases.hashCode();
    }

    @Override
    public String toString() {
        return phrases + " " + translations;
    }
}
