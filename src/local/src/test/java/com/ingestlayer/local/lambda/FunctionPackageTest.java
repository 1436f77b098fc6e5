package com.ingestlayer.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionPackageTest {
    private static final FileTime CHANGED = FileTime.from(Instant.parse("2026-01-31T10:00:02Z"));

    @TempDir
    private Path directory;

    @Test
    void filesKeepTheirPermissionsAndTheTimesTheyWereChanged() throws IOException {
        Path zip = directory.resolve("function.zip");
        try (FileSystem files =
                FileSystems.newFileSystem(zip, Map.of("create", true, "enablePosixFileAttributes", true))) {
            Path bootstrap = Files.writeString(files.getPath("/bootstrap"), "#!/bin/sh");
            Files.setPosixFilePermissions(bootstrap, PosixFilePermissions.fromString("rwxr-x--x"));
            Path jar = Files.writeString(
                    Files.createDirectories(files.getPath("/lib/empty")).resolveSibling("a.jar"), "jar");
            Files.setLastModifiedTime(jar, CHANGED);
        }
        Path root = FunctionPackage.unpack(zip, directory.resolve("task"), "X").root();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("bootstrap"))))
                .isEqualTo("rwxr-x--x");
        assertThat(root.resolve("lib/a.jar")).hasContent("jar");
        assertThat(Files.getLastModifiedTime(root.resolve("lib/a.jar"))).isEqualTo(CHANGED);
        assertThat(root.resolve("lib/empty")).isEmptyDirectory();
    }

    @Test
    void anEntryThatWouldLandOutsideIsRefusedAndNothingIsUnpacked() throws IOException {
        Path zip = directory.resolve("function.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (String name : new String[] {"good.txt", "lib/../../outside.txt"}) {
                out.putNextEntry(new ZipEntry(name));
                out.write(1);
                out.closeEntry();
            }
        }
        assertThatIOException()
                .isThrownBy(() -> FunctionPackage.unpack(zip, directory.resolve("task"), "X"))
                .withMessageContaining("lib/../../outside.txt");
        assertThat(directory.resolve("task")).doesNotExist();
        assertThat(directory.resolve("outside.txt")).doesNotExist();
    }

    @Test
    void aFileWithoutPermissionsIsReadableAndNotExecutable() throws IOException {
        Path zip = directory.resolve("function.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
            out.putNextEntry(new ZipEntry("a.txt"));
            out.write(1);
            out.closeEntry();
        }
        Path root = FunctionPackage.unpack(zip, directory.resolve("task"), "X").root();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(root.resolve("a.txt"))))
                .isEqualTo("rw-r--r--");
    }
}
