package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.local.stub.StubEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What makes a start slow, counted: bytes that Lambda loads and classes that the JVM reads. Each bound is what it was when it
 * was set, and a tenth more. Whoever has a reason to pass one sets it anew.
 */
class LeanFunctionsIT {
    private static final long MEGABYTE = 1_000_000;

    @ParameterizedTest
    @CsvSource({"ingress, 10", "delivery, 12"})
    void aZipIsSmall(String function, long megabytes) throws IOException {
        long bytes = Files.size(StubbedFunction.zipOf(function));
        System.out.printf("%s: zip of %,d bytes%n", function, bytes);
        assertThat(bytes).isLessThan(megabytes * MEGABYTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ingress", "delivery"})
    void noZipHasAwssSdkOrNetty(String function) throws IOException {
        try (ZipFile zip = new ZipFile(StubbedFunction.zipOf(function).toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .anyMatch(name -> name.startsWith("lib/com.ingestlayer.ingestlayer-core-"))
                    .noneMatch(name -> name.contains("awssdk") || name.contains("netty") || name.contains("vertx"));
        }
    }

    @ParameterizedTest
    @CsvSource({"ingress, 530, 1630", "delivery, 830, 2010"})
    void fewClassesAreLoadedUntilTheFirstAnswer(String function, int ofTheZip, int all, @TempDir Path work)
            throws Exception {
        Path log = work.resolve("classes.log");
        try (StubEngines engines = StubEngines.start();
                StubbedFunction process =
                        StubbedFunction.start(function, work.resolve("zip"), engines, tellingClasses(log))) {
            boolean ingress = function.equals("ingress");
            process.invoke(ingress ? StubbedFunction.request(1, 1) : StubbedFunction.batch(1, 1, engines));
            assertThat(engines.takeCalls())
                    .extracting(StubEngines.Call::operation)
                    .as("the whole way")
                    .anyMatch(call -> call.endsWith(ingress ? "BatchWriteItem" : "UpdateItem"));
        }
        List<String> loaded;
        try (Stream<String> lines = Files.lines(log)) {
            loaded = lines.filter(line -> line.contains(" source: ")).toList();
        }
        List<String> notArchived = loaded.stream()
                .filter(line -> !line.contains("source: shared objects file"))
                .toList();
        List<String> fromZip =
                loaded.stream().filter(line -> line.contains("source: file:")).toList();
        System.out.printf(
                "%s: %d classes loaded, %d of them not from the JDK's archive, %d from the zip%n",
                function, loaded.size(), notArchived.size(), fromZip.size());
        assertThat(fromZip).hasSizeLessThan(ofTheZip);
        assertThat(notArchived).hasSizeLessThan(all);
    }

    private static UnaryOperator<List<String>> tellingClasses(Path log) {
        return command -> {
            List<String> telling = new ArrayList<>(command);
            telling.add(1, "-Xlog:class+load:file=" + log);
            return telling;
        };
    }
}
