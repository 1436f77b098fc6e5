package com.ingestlayer.local.lambda;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A function's zip, unpacked as Lambda unpacks it.
 *
 * @param root where it was unpacked; classes are here, jars in {@code lib}
 * @param handler what Lambda is told to call, as {@code package.Class} or {@code package.Class::method}
 * @param archive with which its processes start faster than Lambda's; empty where starts are to be like Lambda's
 */
public record FunctionPackage(Path root, String handler, Optional<StartArchive> archive) {
    /** Those of an entry without any as well. */
    private static final Map<String, ?> WITH_PERMISSIONS =
            Map.of("enablePosixFileAttributes", true, "defaultPermissions", "rw-r--r--");

    public FunctionPackage {
        requireNonNull(root, "root is null");
        requireNonNull(handler, "handler is null");
        requireNonNull(archive, "archive is null");
    }

    /** One whose processes start as Lambda's do. */
    public FunctionPackage(Path root, String handler) {
        this(root, handler, Optional.empty());
    }

    /**
     * Unpacks files with their permissions and the times they were changed.
     *
     * @param into a directory, which is made if need be
     * @throws IOException when the zip cannot be read, or holds an entry that would land outside the directory
     */
    public static FunctionPackage unpack(Path zip, Path into, String handler) throws IOException {
        try (FileSystem files = FileSystems.newFileSystem(zip, WITH_PERMISSIONS)) { // refuses entries with ".."
            Path top = files.getPath("/");
            List<Path> all;
            try (Stream<Path> below = Files.walk(top)) {
                all = below.toList();
            }
            for (Path each : all) {
                unpack(each, into.resolve(top.relativize(each).toString()));
            }
        }
        return new FunctionPackage(into, handler);
    }

    /**
     * Like {@link #unpack}, for starts that need not be like Lambda's: processes that start later use what the first one
     * loaded. What they use is kept beside the zip.
     */
    public static FunctionPackage unpackForFastStarts(Path zip, Path into, String handler) throws IOException {
        FunctionPackage unpacked = unpack(zip, into, handler);
        return unpacked.bringsItsProgram()
                ? unpacked
                : new FunctionPackage(into, handler, Optional.of(StartArchive.of(zip, into)));
    }

    /** Whether Lambda starts the package's own {@code bootstrap}, as for native packages, and no Java of its own. */
    boolean bringsItsProgram() {
        return Files.exists(root.resolve("bootstrap"));
    }

    private static void unpack(Path packed, Path target) throws IOException {
        if (Files.isDirectory(packed)) {
            Files.createDirectories(target);
            return;
        }
        Files.copy(packed, target, StandardCopyOption.COPY_ATTRIBUTES);
        PosixFileAttributeView permissions = Files.getFileAttributeView(target, PosixFileAttributeView.class);
        if (permissions != null) { // not on Windows
            permissions.setPermissions(Files.getPosixFilePermissions(packed));
        }
    }
}
