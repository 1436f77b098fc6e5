package com.ingestlayer.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.json.Json;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that a planted secret never leaks, whatever surrounds it and however it is written. The seeds are fixed. */
class LeakTest {
    private static final int TRIES = 4000;
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String DIGITS = "0123456789";
    private static final String ALL = LETTERS + LETTERS.toUpperCase(Locale.ROOT) + DIGITS;
    private static final List<String> BEFORE = List.of(
            "",
            " ",
            "Write to ",
            "x: ",
            "\"",
            "(",
            "<",
            "'",
            "[",
            "{\"value\":\"",
            "id=12, ",
            "日本語 ",
            "ü ",
            "\n",
            "see:\t",
            "a, b; ",
            "https://acme.example/?q=",
            "1. ",
            "5 of ",
            "$event.payload.x ",
            "100% ",
            "\\",
            "=",
            ":",
            "|",
            "_");
    private static final List<String> AFTER = List.of(
            "",
            " ",
            ".",
            ", please",
            "\"",
            ")",
            ">",
            "'",
            "]",
            "\"}",
            ";",
            "!",
            "\n",
            " 日本語",
            "?",
            "…",
            ": yes",
            " - ok",
            "|",
            " (2)",
            ". Then",
            " and 12 items",
            "\\n");

    /** Plants a secret, and returns the part of it that must not leak. */
    enum Planted {
        EMAIL {
            @Override
            String[] plant(Random random) {
                String local = some(random, ALL, 4, 12)
                        + pick(random, List.of("", ".", "+", "_", "-"))
                        + some(random, ALL, 3, 8);
                return new String[] {local + "@" + some(random, LETTERS, 2, 10) + ".example", local.substring(1)};
            }
        },
        CARD {
            @Override
            String[] plant(Random random) {
                String digits = luhn(pick(random, List.of("4", "51", "37", "6011", "2221")), random);
                String separator = pick(random, List.of("", " ", "-", "\u00a0", "\u2011"));
                return new String[] {grouped(digits, separator), digits.substring(0, digits.length() - 4)};
            }
        },
        PHONE {
            @Override
            String[] plant(Random random) {
                String digits = pick(random, List.of("49170", "1555", "4420", "33612")) + some(random, DIGITS, 7, 8);
                String separator = pick(random, List.of("", " ", "-", ".", "\u00a0"));
                return new String[] {"+" + grouped(digits, separator), digits.substring(0, digits.length() - 2)};
            }
        },
        IBAN {
            @Override
            String[] plant(Random random) {
                String iban = iban("DE", some(random, DIGITS, 18, 18));
                String separator = pick(random, List.of("", " "));
                return new String[] {grouped(iban, separator), iban.substring(2, 18)};
            }
        },
        IPV4 {
            @Override
            String[] plant(Random random) {
                String ip = IntStream.range(0, 4)
                        .mapToObj(i -> "" + (100 + random.nextInt(156)))
                        .collect(Collectors.joining("."));
                return new String[] {ip, ip};
            }
        },
        IPV6 {
            @Override
            String[] plant(Random random) {
                String rest = some(random, "123456789abcdef", 4, 4) + "::" + some(random, "123456789abcdef", 4, 4);
                return new String[] {"2001:db8:1:" + rest, rest};
            }
        },
        TOKEN {
            @Override
            String[] plant(Random random) {
                String secret = some(random, ALL, 36, 36);
                String prefix =
                        pick(random, List.of("sk_" + "live_", "ghp_", "il_live_", "whsec_", "Bearer 1", "npm_"));
                return new String[] {prefix + secret, secret};
            }
        },
        JWT {
            @Override
            String[] plant(Random random) {
                String payload = some(random, ALL, 20, 200);
                String header = "eyJ" + some(random, ALL, 17, 700); // a header with a certificate is long
                return new String[] {header + "." + payload + "." + some(random, ALL, 43, 43), payload};
            }
        },
        PASSWORD {
            @Override
            String[] plant(Random random) {
                String secret = some(random, ALL + "!#*+", 8, 20);
                String word = pick(random, List.of("password=", "api_key=", "\"secret\": \"", "client_secret = "));
                return new String[] {word + secret, secret};
            }
        };

        abstract String[] plant(Random random);
    }

    /** The notations that the redactor claims to recognize. */
    private static final List<UnaryOperator<String>> WRITINGS = List.of(
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            text -> URLEncoder.encode(text, UTF_8).replace("+", "%20"),
            text -> each(text, c -> "@+=\":".indexOf(c) >= 0 ? String.format("\\u%04x", c) : Character.toString(c)),
            text -> each(text, c -> "@+=\":".indexOf(c) >= 0 ? "&#" + c + ";" : Character.toString(c)),
            text -> each(text, c -> "@+=\":".indexOf(c) >= 0 ? String.format("&#x%X;", c) : Character.toString(c)),
            text -> each(
                    text, c -> c > ' ' && c <= '~' ? Character.toString(c - '!' + '\uff01') : Character.toString(c)),
            text -> each(text, c -> Character.toString(c) + "\u200b"));

    private static final RedactionTree TREE =
            RedactionTree.of(Map.of(), Map.of(List.of(), Treatment.MASK), Optional.empty());

    @ParameterizedTest
    @EnumSource
    void aPlantedSecretNeverLeaks(Planted kind) {
        Random random = new Random(kind.name().hashCode());
        for (int i = 0; i < TRIES; i++) {
            String[] planted = kind.plant(random);
            boolean anyCase = kind == Planted.EMAIL || kind == Planted.IBAN;
            String cased = anyCase && random.nextBoolean() ? planted[0].toUpperCase(Locale.ROOT) : planted[0];
            String text = pick(random, BEFORE) + pick(random, WRITINGS).apply(cased) + pick(random, AFTER);
            String out = Json.write(TREE.apply(nested(random, text), new SearchedTexts()));
            assertThat(bare(out)).as("in <%s>, out <%s>", text, out).doesNotContain(bare(planted[1]));
        }
    }

    /** Places the text somewhere in a tree: as a value, an item or a name. */
    private static JsonNode nested(Random random, String text) {
        JsonNode node = TextNode.valueOf(text);
        for (int depth = random.nextInt(5); depth > 0; depth--) {
            if (random.nextBoolean()) {
                ArrayNode array = Json.array().add(7).add("harmless");
                node = array.add(node);
            } else {
                ObjectNode object = Json.object().put("id", "ord_17");
                object.set("inner", node);
                node = object;
            }
        }
        return random.nextInt(8) == 0 ? Json.object().put(text, 1) : node;
    }

    /** Removes what distinguishes the notations. */
    private static String bare(String text) {
        return PlainView.of(text).text().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private static String some(Random random, String of, int least, int most) {
        return random.ints(least + random.nextInt(most - least + 1), 0, of.length())
                .mapToObj(i -> "" + of.charAt(i))
                .collect(Collectors.joining());
    }

    private static <T> T pick(Random random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static String each(String text, IntFunction<String> written) {
        return text.chars().mapToObj(written).collect(Collectors.joining());
    }

    private static String grouped(String text, String separator) {
        return text.replaceAll("(.{4})(?=.)", "$1" + separator);
    }

    private static String luhn(String prefix, Random random) {
        int length = prefix.equals("37") ? 15 : 16;
        String body = prefix + some(random, DIGITS, length - 1 - prefix.length(), length - 1 - prefix.length());
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            int digit = body.charAt(body.length() - 1 - i) - '0';
            sum += i % 2 == 1 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }
        return body + (10 - sum % 10) % 10;
    }

    private static String iban(String country, String account) {
        String digits = (account + country + "00")
                .chars()
                .mapToObj(c -> "" + Character.digit(c, 36))
                .collect(Collectors.joining());
        int check = 98 - new BigInteger(digits).mod(BigInteger.valueOf(97)).intValue();
        return country + (check < 10 ? "0" : "") + check + account;
    }
}
