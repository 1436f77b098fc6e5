package com.ingestlayer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageSizeTest {
    @Test
    void aDirectoryIsAsLargeAsItsZipWouldBe(@TempDir Path work) throws Exception {
        Path directory = Files.createDirectories(work.resolve("dist/lib")).getParent();
        List<String> names = List.of("runtime.mjs", "lib/aws.mjs");
        Path zip = work.resolve("function.zip");
        try (ZipOutputStream packed = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : names) {
                Files.writeString(directory.resolve(name), (name + "\n").repeat(10_000));
                packed.putNextEntry(new ZipEntry(name));
                Files.copy(directory.resolve(name), packed);
                packed.closeEntry();
            }
        }
        PackageSize ofDirectory = PackageSize.ofDirectory(directory);
        assertThat(ofDirectory.unpacked()).isEqualTo(240_000);
        // the zip also holds the names of its entries
        assertThat(ofDirectory.zipped()).isBetween(100L, Files.size(zip));
        assertThat(PackageSize.of(zip, directory)).isEqualTo(new PackageSize(Files.size(zip), 240_000));
    }
}
