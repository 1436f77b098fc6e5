package com.ingestlayer.ip;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.yaml.Problem;
import com.ingestlayer.yaml.Problems;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressListTest {
    private static final String LIST = """
            # what we know

            203.0.113.7
            198.51.100.0/24   scanner of ports  # seen in May
            198.51.100.128/25 botnet
            198.51.100.200    one of many
            \t2001:db8::/32 \tdocumentation
            2001:db8:0:1::1
            0.0.0.0/32 zero
            255.255.255.255 last
            ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff very last
            """;

    private static InetAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private static AddressList read(String text, Problems problems) {
        return AddressListFile.read(Map.of("infra/config/lists/tor-exits.txt", text), problems);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "203.0.113.6, -",
                "203.0.113.7, tor-exits",
                "203.0.113.8, -",
                "198.51.99.255, -",
                "198.51.100.0, scanner of ports",
                "198.51.100.127, scanner of ports",
                "198.51.100.128, botnet",
                "198.51.100.199, botnet",
                "198.51.100.200, one of many",
                "198.51.100.201, botnet",
                "198.51.100.255, botnet",
                "198.51.101.0, -",
                "::ffff:198.51.100.200, one of many",
                "2001:db8::1, documentation",
                "2001:db8:0:1::1, tor-exits",
                "2001:DB8:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF, documentation",
                "2001:db9::, -",
                "0.0.0.0, zero",
                "0.0.0.1, -",
                "255.255.255.255, last",
                "::, -",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, very last"
            })
    void theSmallestBlockDeterminesTheLabel(String ip, String label) {
        assertThat(read(LIST, new Problems()).find(address(ip)).orElse(null)).isEqualTo(label);
    }

    @Test
    void aLookupFindsTheSameAsALinearSearch() {
        Random random = new Random(7);
        List<String> blocks = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int bits = 20 + random.nextInt(13);
            int first = (0x0A000000 | random.nextInt(1 << 14)) & (-1 << (32 - bits));
            blocks.add(dotted(first) + "/" + bits);
        }
        StringBuilder text = new StringBuilder();
        blocks.forEach(block -> text.append(block).append(' ').append(block).append('\n'));
        AddressList list = read(text.toString(), new Problems());
        for (int i = 0; i < 1 << 14; i += 3) {
            InetAddress ip = address(dotted(0x0A000000 | i));
            Optional<String> slow = blocks.stream()
                    .filter(block -> isIn(block, ip))
                    .max(Comparator.comparingInt(AddressListTest::bitsOf));
            assertThat(list.find(ip)).as(ip.toString()).isEqualTo(slow);
        }
    }

    /** Compares bit by bit, so that the lookup is not tested against itself. */
    private static boolean isIn(String block, InetAddress ip) {
        byte[] prefix = address(block.split("/")[0]).getAddress();
        byte[] given = ip.getAddress();
        return IntStream.range(0, bitsOf(block))
                .allMatch(bit -> ((prefix[bit / 8] ^ given[bit / 8]) >> (7 - bit % 8) & 1) == 0);
    }

    private static int bitsOf(String block) {
        return Integer.parseInt(block.split("/")[1]);
    }

    private static String dotted(int ip) {
        return (ip >>> 24) + "." + (ip >>> 16 & 255) + "." + (ip >>> 8 & 255) + "." + (ip & 255);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "evil.example.com  | \"evil.example.com\": expected an address such as",
                "localhost         | \"localhost\": expected an address such as",
                "10.0.0            | expected an address such as",
                "10.0.0.256        | expected an address such as",
                "010.0.0.1         | expected an address such as",
                "10.0.0.0/33       | expected an address such as",
                "10.0.0.0/         | expected an address such as",
                "10.0.0.0/-1       | expected an address such as",
                "2001:db8::/129    | expected an address such as",
                "2001:db8::g       | expected an address such as",
                "fe80::1%eth0      | expected an address such as",
                "10.0.0.1/8        | \"10.0.0.1/8\" does not begin its block",
            })
    void aWrongLineIsReportedWithItsFileAndLine(String line, String message) {
        Problems problems = new Problems();
        read("# first\n203.0.113.7 fine\n" + line + " label\n", problems);
        assertThat(problems.sorted()).singleElement().satisfies(problem -> {
            assertThat(problem)
                    .extracting(Problem::file, Problem::line)
                    .containsExactly("infra/config/lists/tor-exits.txt", 3);
            assertThat(problem.message()).contains(message);
        });
    }

    @Test
    void aLabelHasAMaximumLength() {
        Problems problems = new Problems();
        read("203.0.113.7 " + "x".repeat(101), problems);
        assertThat(problems.sorted()).hasSize(1);
    }
}
