package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Lambda loads a function's zip before it starts. Each bound is what the zip had when the bound was set, and a tenth more.
 * Whoever has a reason to pass one sets it anew.
 */
class LeanFunctionsIT {
    private static final long MEGABYTE = 1_000_000;

    @ParameterizedTest
    @CsvSource({"ingress, 38", "delivery, 29"})
    void aZipIsSmall(String function, long megabytes) throws IOException {
        long bytes = Files.size(StubbedFunction.zipOf(function));
        System.out.printf("%s: zip of %,d bytes%n", function, bytes);
        assertThat(bytes).isLessThan(megabytes * MEGABYTE);
    }
}
