package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The links between the project's Markdown pages lead somewhere, and the index lists every page. */
class DocumentationTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    /** Pages outside of {@code infra}, where every page is checked. */
    private static final List<String> PAGES = List.of(
            "README.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "src/sdk-typescript/README.md",
            "src/bench/peers/README.md");

    /** Paths that the text names and a user creates. */
    private static final Set<String> CREATED_BY_USERS = Set.of("infra/config/lists", "src/ingestlayer.d.ts");

    private static final int README_BYTES = 9_000;

    private static final Pattern CODE_BLOCK = Pattern.compile("^( *)```.*?^ *```$", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*]\\(([^)\\s]+)\\)");
    private static final Pattern PATH_IN_CODE = Pattern.compile("`((?:infra|src)/[\\w./-]+)`");
    private static final Pattern HEADING = Pattern.compile("^#{1,6} +(.+)$", Pattern.MULTILINE);
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]*:.*");

    @Test
    void everyRelativeLinkResolves() throws IOException {
        Set<String> broken = new TreeSet<>();
        int links = 0;
        for (Path page : pages()) {
            for (String target : linksOf(page)) {
                links++;
                if (!resolves(page, target)) {
                    broken.add(ROOT.relativize(page) + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(100);
    }

    /** Decisions may name what has gone since, and files in {@code target} exist only after a build. */
    @Test
    void everyPathInTheTextExists() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (Path page : pages()) {
            if (!page.startsWith(ROOT.resolve("infra/decisions"))) {
                PATH_IN_CODE
                        .matcher(textOf(page))
                        .results()
                        .map(match -> match.group(1))
                        .filter(path -> !path.contains("/target/")
                                && !CREATED_BY_USERS.contains(path)
                                && !Files.exists(ROOT.resolve(path)))
                        .forEach(path -> missing.add(ROOT.relativize(page) + ": " + path));
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void theIndexListsEveryPageOfTheDocumentation() throws IOException {
        Path index = ROOT.resolve("infra/docs/README.md");
        Set<Path> listed = new HashSet<>();
        linksOf(index).forEach(target -> listed.add(fileOf(index, target)));
        try (Stream<Path> files = Files.list(index.getParent())) {
            assertThat(files.filter(file -> file.toString().endsWith(".md") && !file.equals(index)))
                    .isNotEmpty()
                    .allSatisfy(page -> assertThat(listed).contains(page));
        }
        assertThat(linksOf(ROOT.resolve("README.md"))).contains("infra/docs/README.md");
    }

    @Test
    void theReadmeStaysShort() throws IOException {
        assertThat(Files.size(ROOT.resolve("README.md"))).isLessThanOrEqualTo(README_BYTES);
    }

    @ParameterizedTest
    @CsvSource({
        "filter.match, filtermatch",
        "Where is my event?, where-is-my-event",
        "`redact.pii` and more, redactpii-and-more",
        "'classify, summarize, translate', classify-summarize-translate",
        "Send [events](x.md), send-events"
    })
    void anAnchorIsTheOneThatGitHubMakes(String heading, String anchor) {
        assertThat(anchorOf(heading)).isEqualTo(anchor);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        PAGES.forEach(page -> pages.add(ROOT.resolve(page)));
        try (Stream<Path> files = Files.walk(ROOT.resolve("infra"))) {
            files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    /** The page without its code blocks, which may contain brackets and number signs. */
    private static String textOf(Path page) throws IOException {
        return CODE_BLOCK.matcher(Files.readString(page)).replaceAll("");
    }

    /** The targets of the links that lead to files and headings of the project. */
    private static List<String> linksOf(Path page) throws IOException {
        return LINK.matcher(textOf(page))
                .results()
                .map(match -> match.group(1))
                .filter(target -> !SCHEME.matcher(target).matches())
                .toList();
    }

    /** The file that a link on a page leads to, without the anchor. */
    private static Path fileOf(Path page, String target) {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        return path.isEmpty() ? page : page.resolveSibling(path).normalize();
    }

    private static boolean resolves(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        Path file = fileOf(page, target);
        if (!file.startsWith(ROOT) || !Files.exists(file)) {
            return false;
        }
        return hash < 0 || (file.toString().endsWith(".md") && anchorsOf(file).contains(target.substring(hash + 1)));
    }

    /** As GitHub makes them: a heading that occurs again gets a number. */
    private static Set<String> anchorsOf(Path page) throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new HashSet<>();
        for (MatchResult heading : HEADING.matcher(textOf(page)).results().toList()) {
            String anchor = anchorOf(heading.group(1));
            int before = seen.merge(anchor, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? anchor : anchor + "-" + before);
        }
        return anchors;
    }

    private static String anchorOf(String heading) {
        return heading.replaceAll("\\[([^\\]]*)]\\([^)]*\\)", "$1")
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
