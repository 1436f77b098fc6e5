package com.ingestlayer.ip;

import com.ingestlayer.yaml.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the operator's lists. Each line has an address block and an optional label; without a label, the file name is
 * the label. Text after a {@code #} is a comment.
 */
public final class AddressListFile {
    private static final int MAX_LABEL = 100;
    private static final Pattern WHITE_SPACE = Pattern.compile("\\s+");
    private static final String EXPECTED =
            "an address such as 203.0.113.7, or a block such as 203.0.113.0/24 or 2001:db8::/32";

    private AddressListFile() {}

    /**
     * Returns one list from all files; adds problems for wrong lines.
     *
     * @param texts the texts by file name, as problems report it
     */
    public static AddressList read(Map<String, String> texts, Problems problems) {
        List<AddressList.Entry> entries = new ArrayList<>();
        texts.forEach((file, text) -> {
            int number = 0;
            for (String line : text.lines().toList()) {
                number++;
                String written = line.replaceFirst("#.*", "").strip();
                if (!written.isEmpty()) {
                    readLine(written, file, number, problems).ifPresent(entries::add);
                }
            }
        });
        return new AddressList(entries);
    }

    private static Optional<AddressList.Entry> readLine(String line, String file, int number, Problems problems) {
        String[] words = WHITE_SPACE.split(line, 2);
        Optional<AddressRange> range = AddressRange.parse(words[0]);
        String label = words.length > 1 ? words[1] : nameOf(file);
        if (range.isEmpty()) {
            problems.add(file, number, "\"" + shown(words[0]) + "\": expected " + EXPECTED);
        } else if (!range.get().beginsAt(words[0])) {
            problems.add(
                    file,
                    number,
                    "\"" + words[0] + "\" does not begin its block; shorten the prefix or write its first address");
            return Optional.empty();
        } else if (label.length() > MAX_LABEL) {
            problems.add(file, number, "expected a label of at most " + MAX_LABEL + " characters");
            return Optional.empty();
        }
        return range.map(block -> new AddressList.Entry(block, label));
    }

    private static String nameOf(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return name.replaceFirst("\\.txt$", "");
    }

    private static String shown(String word) {
        return word.length() <= MAX_LABEL ? word : word.substring(0, MAX_LABEL) + "…";
    }
}
