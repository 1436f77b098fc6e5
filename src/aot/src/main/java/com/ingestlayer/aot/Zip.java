package com.ingestlayer.aot;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Packs directories with the permissions and times of their files. */
final class Zip {
    private Zip() {}

    static void pack(Path directory, Path zip) throws IOException {
        Files.deleteIfExists(zip);
        List<Path> all;
        try (Stream<Path> below = Files.walk(directory)) {
            all = below.sorted().toList();
        }
        try (FileSystem packed =
                FileSystems.newFileSystem(zip, Map.of("create", true, "enablePosixFileAttributes", true))) {
            for (Path each : all) {
                Path target =
                        packed.getPath("/").resolve(directory.relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(each, target, StandardCopyOption.COPY_ATTRIBUTES);
                    Files.setPosixFilePermissions(target, Files.getPosixFilePermissions(each));
                }
            }
        }
    }
}
