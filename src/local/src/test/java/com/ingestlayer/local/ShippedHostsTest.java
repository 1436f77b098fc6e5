package com.ingestlayer.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No file that we ship names somebody's endpoint: who deploys it as it stands must not send customers' data to a stranger. */
class ShippedHostsTest {
    private static final Path ROOT = Path.of("../..");

    /** What is shipped as configuration, contract or text to copy from. */
    private static final List<String> SHIPPED = List.of(
            "README.md",
            "CHANGELOG.md",
            "template.yaml",
            "infra",
            "src/contract",
            "src/sdk-typescript",
            "src/bench/peers");

    /** What others wrote or a build made; a lock file names the pages of packages. */
    private static final Set<String> GENERATED = Set.of("target", "node_modules", "dist", "package-lock.json");

    /** Pages that people read. Nothing is sent there. */
    private static final Set<String> PAGES = Set.of(
            "docs.aws.amazon.com",
            "health.aws.amazon.com",
            "aws.amazon.com",
            "www.standardwebhooks.com",
            "www.w3.org",
            "www.rfc-editor.org",
            "www.apache.org",
            "maven.apache.org",
            "keepachangelog.com",
            "mozilla.org",
            "publicsuffix.org");

    /** {@code {apiId}.execute-api.{region}.amazonaws.com} of the reader's own stack, as OpenAPI and CloudFormation write it. */
    private static final Pattern OWN_STACK =
            Pattern.compile("\\$?\\{\\w+}\\.execute-api\\.\\$?\\{[\\w:]+}\\.(amazonaws\\.com|\\$\\{AWS::URLSuffix})");

    private static final Pattern HOST = Pattern.compile("https?://(?:[^\\s/@\"'`<>]*@)?([^\\s/?#\"'`<>()|\\\\,;]+)");

    /** Names that RFC 2606 and RFC 6761 keep free for examples, and this machine. */
    private static final Pattern RESERVED =
            Pattern.compile("(.+\\.)?(example|invalid|test|localhost|example\\.(com|net|org))|127\\.0\\.0\\.1|\\[::1]");

    @Test
    void shippedFilesSendToReservedNamesOnly() throws IOException {
        Set<String> strangers = new TreeSet<>();
        int hosts = 0;
        for (Path file : files()) {
            Matcher matcher = HOST.matcher(Files.readString(file));
            while (matcher.find()) {
                hosts++;
                if (!isNobodys(matcher.group(1))) {
                    strangers.add(ROOT.relativize(file) + ": " + matcher.group());
                }
            }
        }
        assertThat(strangers).isEmpty();
        assertThat(hosts).isGreaterThan(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.acme.com",
                "example.com.evil.net",
                "myexample.com",
                "hooks.slack.com",
                "docs.aws.amazon.com.example.io",
                "{apiId}.execute-api.{region}.acme.com"
            })
    void somebodysHostIsFound(String host) {
        assertThat(isNobodys(host)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hooks.acme.example",
                "example.com",
                "app.example.com",
                "localhost:8080",
                "localhost:${port}",
                "127.0.0.1:1",
                "[::1]:80",
                "docs.aws.amazon.com",
                "*"
            })
    void aReservedNameOrAPageToReadIsNobodys(String host) {
        assertThat(isNobodys(host)).isTrue();
    }

    private static boolean isNobodys(String found) {
        String host =
                found.toLowerCase(Locale.ROOT).replaceAll(":(\\d*|\\$.*)$", "").replaceAll("[.:*_!)]+$", "");
        return host.isEmpty()
                || host.equals("…") // what the reader puts in
                || host.equals("[^") // the beginning of a pattern
                || RESERVED.matcher(host).matches()
                || PAGES.contains(host)
                || OWN_STACK.matcher(found).matches();
    }

    private static List<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String shipped : SHIPPED) {
            try (Stream<Path> tree = Files.walk(ROOT.resolve(shipped))) {
                files.addAll(tree.filter(Files::isRegularFile)
                        .filter(file -> Stream.of(file.toString().split("/")).noneMatch(GENERATED::contains))
                        .filter(ShippedHostsTest::isText)
                        .toList());
            }
        }
        return files;
    }

    private static boolean isText(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            return new String(content, UTF_8).indexOf('\0') < 0
                    && UTF_8.newDecoder().decode(ByteBuffer.wrap(content)) != null;
        } catch (CharacterCodingException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
