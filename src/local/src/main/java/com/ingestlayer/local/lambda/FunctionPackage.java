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
 * @param root the directory it was unpacked to, with classes in it and jars in {@code lib}
 * @param handler the handler to call, as {@code package.Class} or {@code package.Class::method}
 * @param archive an archive that makes processes start faster than in Lambda; empty when they are to start as in Lambda
 */
public record FunctionPackage(Path root, String handler, Optional<StartArchive> archive) {
    /** The file system keeps permissions, and gives default ones to an entry that has none. */
    private static final Map<String, ?> WITH_PERMISSIONS =
            Map.of("enablePosixFileAttributes", true, "defaultPermissions", "rw-r--r--");

    public FunctionPackage {
        requireNonNull(root, "root is null");
        requireNonNull(handler, "handler is null");
        requireNonNull(archive, "archive is null");
    }

    /** A package whose processes start as in Lambda. */
    public FunctionPackage(Path root, String handler) {
        this(root, handler, Optional.empty());
    }

    /**
     * Unpacks a zip. Files keep their permissions and modification times.
     *
     * @param into the target directory, which is created when it does not exist
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
     * Does the same as {@link #unpack}, and makes later processes start faster than in Lambda, because they share the classes that
     * the first process loaded. The archive of these classes is kept next to the zip.
     */
    public static FunctionPackage unpackForFastStarts(Path zip, Path into, String handler) throws IOException {
        FunctionPackage unpacked = unpack(zip, into, handler);
        return unpacked.bringsItsProgram()
                ? unpacked
                : new FunctionPackage(into, handler, Optional.of(StartArchive.of(zip, into)));
    }

    /** Returns whether the package has a {@code bootstrap} that Lambda starts instead of Java, as native packages do. */
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
