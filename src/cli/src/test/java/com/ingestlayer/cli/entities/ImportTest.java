package com.ingestlayer.cli.entities;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.cli.TestCommand;
import com.ingestlayer.entity.EntityKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
    private final TestCommand command = new TestCommand();

    @TempDir
    Path directory;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private String traitsOf(String kind, String id) {
        return command.stack
                .entities
                .find(new EntityKey(kind, id))
                .map(entity -> entity.traits().toString())
                .orElse("absent");
    }

    private List<String> refused(Path file) throws IOException {
        return Files.readAllLines(file.resolveSibling(file.getFileName() + ".refused"));
    }

    private boolean isThere(Path file, String ending) {
        return Files.exists(file.resolveSibling(file.getFileName() + ending));
    }

    @Test
    void aCsvFileBecomesEntitiesWithTypedTraits() throws IOException {
        Path file = file("users.csv", ("\ufeff" + """
                id,plan,seats,zip,note
                u_1,pro,5,01234,"a ""quoted"", value
                over two lines"

                u_2,free,,90210,größer 😀""").replace("\n", "\r\n"));
        var result = command.run("entities", "import", file.toString(), "--text", "zip")
                .succeeded();
        assertThat(result.out()).isEqualToIgnoringNewLines("2 rows: 2 created, 0 merged, 0 refused");
        assertThat(traitsOf("user", "u_1"))
                .isEqualTo("{\"plan\":\"pro\",\"seats\":5,\"zip\":\"01234\","
                        + "\"note\":\"a \\\"quoted\\\", value\\nover two lines\"}");
        assertThat(traitsOf("user", "u_2")).isEqualTo("{\"plan\":\"free\",\"zip\":\"90210\",\"note\":\"größer 😀\"}");
        assertThat(isThere(file, ".refused")).isFalse();
        assertThat(isThere(file, ".ingestlayer-progress")).isFalse();
    }

    @Test
    void invalidCsvLinesAreRefusedOneByOneAndTheImportGoesOn() throws IOException {
        Path file = file("accounts.csv", """
                account,plan
                a_1,pro
                a_2
                ,pro
                "a_3"x,pro
                a_4,"never closed
                a_5,pro
                a_6,pro,more
                """); // 8
        var result = command.run(
                "entities",
                "import",
                file.toString(),
                "--kind",
                "account",
                "--id-column",
                "account",
                "--output",
                "json");
        assertThat(result.exitCode()).isEqualTo(2);
        JsonNode json = result.json();
        assertThat(json.path("rows").asInt()).isEqualTo(7);
        assertThat(json.path("created").asInt()).isEqualTo(2);
        assertThat(json.path("refused").asInt()).isEqualTo(5);
        assertThat(json.path("refused_file").asText()).isEqualTo(file + ".refused");
        assertThat(refused(file))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("3\texpected 2 values")
                                .endsWith("\ta_2"),
                        line -> assertThat(line).startsWith("4\tan id has"),
                        line -> assertThat(line).startsWith("5\tnot CSV"),
                        line -> assertThat(line).startsWith("6\ta quoted value is never closed"),
                        line -> assertThat(line).startsWith("8\texpected 2 values"));
        assertThat(traitsOf("account", "a_5")).isEqualTo("{\"plan\":\"pro\"}");
    }

    @Test
    void aQuotedValueMaySpanManyLines() throws IOException {
        Path file = file(
                "users.csv", "id,note\nu_1,\"" + "x\n".repeat(50) + "\"\nu_2,5\" disk\nu_3,\"open\n" + "y\n".repeat(3));
        assertThat(command.run("entities", "import", file.toString()).exitCode())
                .isEqualTo(2);
        assertThat(traitsOf("user", "u_1")).hasSize("{\"note\":\"\"}".length() + 50 * 3);
        assertThat(traitsOf("user", "u_2")).isEqualTo("{\"note\":\"5\\\" disk\"}");
        assertThat(refused(file)).hasSize(4);
    }

    @Test
    void aHeaderWithoutTheIdColumnIsRefused() throws IOException {
        command.run("entities", "import", file("a.csv", "name,plan\nx,y\n").toString())
                .failed(1, "no column \"id\"", "name, plan", "--id-column");
        command.run("entities", "import", file("b.csv", "id,plan,plan\n").toString())
                .failed(1, "\"plan\"");
        command.run("entities", "import", file("c.csv", "id,,x\n").toString()).failed(1, "no name");
        command.run("entities", "import", file("d.csv", "").toString()).failed(1, "empty");
        command.run("entities", "import", file("e.csv", "id\n").toString(), "--text", "zip")
                .failed(1, "zip", "--text");
        command.run("entities", "import", file("f.txt", "id\n").toString()).failed(3, ".csv or .jsonl");
        command.run("entities", "import", file("g.jsonl", "").toString(), "--text", "zip")
                .failed(3, ".csv");
        command.run("entities", "import", directory.resolve("none.csv").toString())
                .failed(1, "no file");
        command.run("entities", "import", file("h.csv", "id\n").toString(), "--kind", "a b")
                .failed(3, "kind");
    }

    @Test
    void jsonLinesAreNestedOrFlat() throws IOException {
        Path file = file("entities.jsonl", """
                {"kind":"account","external_id":"acme","traits":{"plan":"pro","n":1.50}}
                {"external_id":"u_1","traits":{"plan":"free"},"version":3,"first_seen":"2026-01-31T10:00:00.000Z"}

                {"id":"u_2","plan":"pro","nested":{"a":[1]}}
                {"id":42,"plan":"pro"}
                """);
        command.run("entities", "import", file.toString()).succeeded();
        assertThat(traitsOf("account", "acme")).isEqualTo("{\"plan\":\"pro\",\"n\":1.50}");
        assertThat(traitsOf("user", "u_1")).isEqualTo("{\"plan\":\"free\"}");
        assertThat(traitsOf("user", "u_2")).isEqualTo("{\"plan\":\"pro\",\"nested\":{\"a\":[1]}}");
        assertThat(traitsOf("user", "42")).isEqualTo("{\"plan\":\"pro\"}");
    }

    @Test
    void invalidJsonLinesAreRefusedWithTheirPosition() throws IOException {
        Path file = directory.resolve("entities.jsonl");
        String good = "{\"id\":\"u_1\"}\n";
        Files.write(
                file,
                (good + "{\"id\":\"a\",\"id\":\"b\"}\n[1]\n{\"plan\":\"x\"}\n{\"id\":true}\n{\n"
                                + "{\"external_id\":\"x\",\"traits\":{},\"plan\":1}\n"
                                + "{\"external_id\":\"x\",\"traits\":[]}\n{\"id\":\"deep\",\"t\":"
                                + "[".repeat(40) + "]".repeat(40) + "}\n"
                                + "{\"id\":\"\\u0000\"}\n{\"id\":\"big\",\"t\":\"" + "x".repeat(70_000)
                                + "\"}\n{\"id\":\"?\"}\n")
                        .replace('?', '\u00ff')
                        .getBytes(ISO_8859_1));
        var result = command.run("entities", "import", file.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(refused(file))
                .extracting(line -> line.replaceAll("\t[^\t]*$", ""))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("2\t$.id: duplicate key"),
                        line -> assertThat(line).startsWith("3\texpected a JSON object"),
                        line -> assertThat(line).startsWith("4\tthe field \"id\" is missing"),
                        line -> assertThat(line).startsWith("5\tthe id must be"),
                        line -> assertThat(line).startsWith("6\t$: not valid JSON"),
                        line -> assertThat(line).startsWith("7\tunknown field \"plan\""),
                        line -> assertThat(line).startsWith("8\texpected \"kind\""),
                        line -> assertThat(line).startsWith("9\t$.traits.t").contains("nested deeper"),
                        line -> assertThat(line).startsWith("10\t$.id: the string holds a NUL"),
                        line -> assertThat(line).startsWith("11\tthe traits have"),
                        line -> assertThat(line).startsWith("12\tnot UTF-8"));
        assertThat(traitsOf("user", "u_1")).isEqualTo("{}");
    }

    @Test
    void anEndlessLineUsesLittleMemoryAndAffectsNoOtherLine() throws IOException {
        Path file = file("big.jsonl", "{\"id\":\"u_1\"}\n" + "x".repeat(3_000_000) + "\n{\"id\":\"u_2\"}\n");
        assertThat(command.run("entities", "import", file.toString()).exitCode())
                .isEqualTo(2);
        assertThat(refused(file))
                .singleElement()
                .asString()
                .startsWith("2\tthe line has more than")
                .hasSizeLessThan(400);
        assertThat(traitsOf("user", "u_2")).isEqualTo("{}");
    }

    @Test
    void twoRowsOfOneEntityAreWrittenInOrder() throws IOException {
        Path file = file("users.csv", "id,plan,old\nu_1,free,x\nu_1,pro,\nu_1,team,\n");
        var result = command.run("entities", "import", file.toString(), "--output", "json")
                .succeeded();
        assertThat(traitsOf("user", "u_1")).isEqualTo("{\"plan\":\"team\",\"old\":\"x\"}");
        assertThat(result.json().path("created").asInt()).isEqualTo(1);
        assertThat(result.json().path("merged").asInt()).isEqualTo(2);
    }

    @Test
    void anEntityWithoutRoomIsRefusedWithItsLine() throws IOException {
        String half = "x".repeat(60_000);
        String rows = IntStream.range(0, 8)
                .mapToObj(i -> "{\"id\":\"u_1\",\"t" + i + "\":\"" + half + "\"}\n")
                .collect(Collectors.joining());
        Path file = file("big.jsonl", rows);
        assertThat(command.run("entities", "import", file.toString()).exitCode())
                .isEqualTo(2);
        assertThat(refused(file)).allSatisfy(line -> assertThat(line).contains("400 KB"));
        assertThat(refused(file).get(0)).startsWith("7\t");
    }

    private static String manyRows(int count) {
        return "id,n\n"
                + IntStream.rangeClosed(1, count)
                        .mapToObj(i -> (i % 100 == 0 ? "" : "u_" + i) + "," + i + "\n")
                        .collect(Collectors.joining());
    }

    @Test
    void anInterruptedImportIsResumed() throws IOException {
        Path file = file("many.csv", manyRows(2_000));
        String[] arguments = {"entities", "import", file.toString()};
        command.stack.entities.failAfter(1_200);
        var stopped = command.run(arguments);
        assertThat(stopped.exitCode()).isEqualTo(4);
        assertThat(stopped.err()).contains("Run the same command again");
        assertThat(refused(file))
                .as("the refused rows of the first two batches")
                .hasSize(10);

        // A process that dies in the middle of a batch leaves refused rows that are not part of the recorded progress.
        Files.writeString(directory.resolve("many.csv.refused"), "1100\thalf", StandardOpenOption.APPEND);
        command.stack.entities.failNever();
        var rerun = command.run(arguments);
        assertThat(rerun.exitCode()).isEqualTo(2);
        assertThat(rerun.err()).contains("Going on after 1,000 rows");
        assertThat(rerun.out()).contains("2,000 rows", "20 refused");
        assertThat(refused(file))
                .extracting(line -> line.substring(0, line.indexOf('\t')))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 20)
                        .mapToObj(i -> Integer.toString(i * 100 + 1))
                        .toList());
        assertThat(IntStream.rangeClosed(1, 2_000).filter(i -> i % 100 != 0))
                .allSatisfy(i -> assertThat(traitsOf("user", "u_" + i)).isEqualTo("{\"n\":" + i + "}"));
        assertThat(isThere(file, ".ingestlayer-progress")).isFalse();
    }

    @Test
    void aChangedFileOrAnotherStackStartsFromTheBeginning() throws IOException {
        Path file = file("many.csv", manyRows(1_000));
        command.stack.entities.failAfter(700);
        assertThat(command.run("entities", "import", file.toString()).exitCode())
                .isEqualTo(4);
        command.stack.entities.failNever();
        assertThat(command.run("entities", "import", file.toString(), "--local").err())
                .doesNotContain("Going on");
        command.stack.entities.failAfter(700);
        assertThat(command.run("entities", "import", file.toString()).exitCode())
                .isEqualTo(4);
        command.stack.entities.failNever();
        file("many.csv", manyRows(1_001));
        assertThat(command.run("entities", "import", file.toString()).err()).doesNotContain("Going on");
        Files.writeString(directory.resolve("many.csv.ingestlayer-progress"), "{broken");
        assertThat(command.run("entities", "import", file.toString()).out()).contains("1,001 rows");
    }

    @Test
    void progressIsABarOnATerminalAndOccasionalLinesElsewhere() throws IOException {
        Path file = file("many.csv", manyRows(2_000));
        command.stack.entities.afterEachBatch(() -> command.clock.advance(Duration.ofSeconds(3)));
        var lines = command.run("entities", "import", file.toString());
        assertThat(lines.err().lines().filter(line -> line.contains(" % ")))
                .hasSize(2)
                .allSatisfy(
                        line -> assertThat(line).matches("[0-9]+ %  [0-9,]+ rows, [0-9,]+ a second, [0-9]+ refused"));
        command.terminal = true;
        var bar = command.run("entities", "import", file.toString());
        assertThat(bar.err()).contains("\r[#######", "100 %").endsWith(System.lineSeparator());
    }

    @Test
    void aFileWrittenByASpreadsheetIsRead() throws IOException {
        Path file = file("users.csv", ("\ufeff" + """
                sep=;
                Id;plan;active;beta;"note; long";zip;;
                " u_1 ";pro;TRUE;FALSE;"a;b,c";01234;;
                u_2;free;True;false;x;TRUE;;
                ;;;;;;;
                u_3;free;;;;1;;stray
                """).replace("\n", "\r\n"));
        var result = command.run("entities", "import", file.toString(), "--text", "ZIP");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(traitsOf("user", "u_1"))
                .isEqualTo(
                        "{\"plan\":\"pro\",\"active\":true,\"beta\":false,\"note; long\":\"a;b,c\",\"zip\":\"01234\"}");
        assertThat(traitsOf("user", "u_2"))
                .isEqualTo("{\"plan\":\"free\",\"active\":true,\"beta\":false,\"note; long\":\"x\",\"zip\":\"TRUE\"}");
        assertThat(refused(file))
                .satisfiesExactly(line -> assertThat(line).startsWith("5\tan id has"), line -> assertThat(line)
                        .startsWith("6\texpected 6 values"));
    }

    @Test
    void semicolonsAndTabsSeparateWhenTheHeaderHasNoComma() throws IOException {
        command.run("entities", "import", file("a.csv", "id;price\na_1;1,5\n").toString())
                .succeeded();
        command.run("entities", "import", file("b.csv", "id\tplan\nb_1\tpro\n").toString())
                .succeeded();
        command.run("entities", "import", file("c.csv", "id,\"a;b\"\nc_1,x;y\n").toString())
                .succeeded();
        assertThat(traitsOf("user", "a_1")).isEqualTo("{\"price\":\"1,5\"}");
        assertThat(traitsOf("user", "b_1")).isEqualTo("{\"plan\":\"pro\"}");
        assertThat(traitsOf("user", "c_1")).isEqualTo("{\"a;b\":\"x;y\"}");
    }

    @Test
    void anAmbiguousColumnIsRefused() throws IOException {
        command.run("entities", "import", file("a.csv", "ID,Id\nx,y\n").toString())
                .failed(1, "no column \"id\"", "ID, Id");
        command.run("entities", "import", file("b.csv", "ID,id\nx,y\n").toString())
                .succeeded();
        assertThat(traitsOf("user", "y")).isEqualTo("{\"ID\":\"x\"}");
    }

    @Test
    void reasonsOfRefusalsNameNoJavaTypes() throws IOException {
        Path file = file("users.csv", "id,a\n\"x\"y,1\n\"x\" ,\"2\r3\n\"\"\"x,1\nx\0,1\nx,\"\"1\"\"\n\"x,1\n");
        command.run("entities", "import", file.toString());
        assertThat(refused(file)).isNotEmpty().allSatisfy(line -> assertThat(line)
                .doesNotContainPattern("[A-Za-z]+\\.[A-Z][A-Za-z]+|Feature|Exception|ALLOW_|com\\.|org\\."));
        command.run("entities", "import", file.toString(), "--limit", "x").failed(3, "--limit");
        command.run("events", "list", "--type", "a", "--limit", "x").failed(3, "'x' is not a whole number");
    }
}
