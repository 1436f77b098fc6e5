package com.ingestlayer.email;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PublicSuffixesTest {
    private static final Pattern CHECK = Pattern.compile("(?m)^checkPublicSuffix\\('([^']+)', (?:null|'([^']+)')\\);");

    private static final PublicSuffixes LIST = new PublicSuffixes(SortedLines.ofResource("public-suffixes.txt"));

    /** Returns the test cases of the Public Suffix List. */
    static Stream<Arguments> checks() throws IOException {
        try (InputStream file = PublicSuffixesTest.class.getResourceAsStream("test_psl.txt")) {
            return CHECK
                    .matcher(new String(file.readAllBytes(), UTF_8))
                    .results()
                    .filter(check -> !check.group(1).startsWith(".")) // not a domain name
                    .map(check -> Arguments.of(check.group(1), Optional.ofNullable(check.group(2))))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("checks")
    void theListsOwnTestsPass(String domain, Optional<String> registrable) {
        assertThat(LIST.registrableDomain(ascii(domain))).isEqualTo(registrable.map(PublicSuffixesTest::ascii));
    }

    private static String ascii(String domain) {
        return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
    }
}
