package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.local.CommandLineRun.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the packaged {@code ingestlayer types} writes, to the TypeScript compiler and the packed SDK. */
class SdkTypesIT {
    private static final Path DECLARED = Path.of("src/test/sdk-types/declared").toAbsolutePath();

    private static Result types(String... arguments) throws Exception {
        String[] all = Stream.concat(Stream.of("types", "--config", DECLARED.toString()), Stream.of(arguments))
                .toArray(String[]::new);
        return CommandLineRun.finish(CommandLineRun.start(CommandLineRun.PROGRAM, Map.of(), all), "");
    }

    @Test
    void rightCallsCompileAndWrongOnesDoNot() throws Exception {
        NodeProject project = SdkPackage.installedIn("sdk-types");
        String file = project.path("ingestlayer.d.ts").toString();

        types(file).succeeded();
        assertThat(types("--check", file).succeeded().err()).isEmpty();
        assertThat(mistakes(project)).isEqualTo(wrongLines());

        types("--undeclared", "reject", file).succeeded();
        assertThat(mistakes(project))
                .isEqualTo(Stream.concat(Stream.of("undeclared.ts:3"), wrongLines().stream())
                        .toList());
    }

    /** Each place where the compiler sees a mistake, as {@code file:line}. */
    private static List<String> mistakes(NodeProject project) throws Exception {
        String output = project.run(Map.of(), "node", SdkPackage.typescript().toString(), "--pretty", "false")
                .output();
        return output.lines()
                .filter(line -> !line.startsWith(" ")) // more about the line before
                .map(line -> line.replaceFirst("\\((\\d+),\\d+\\): error TS\\d+:.*", ":$1"))
                .distinct()
                .toList();
    }

    private static List<String> wrongLines() throws IOException {
        List<String> lines = Files.readAllLines(Path.of("src/test/sdk-types/wrong.ts"));
        return IntStream.rangeClosed(1, lines.size())
                .filter(line -> lines.get(line - 1).endsWith(": wrong"))
                .mapToObj(line -> "wrong.ts:" + line)
                .toList();
    }
}
