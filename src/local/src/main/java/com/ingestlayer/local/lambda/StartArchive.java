package com.ingestlayer.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.runtime.RuntimeLoop;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * What a JVM keeps of the classes that it has once loaded and checked for a package (class data sharing): a process that
 * starts with it starts in a fraction of the time. The first process that starts without one writes it when it is ended, so
 * it holds what real invocations needed. A JVM takes an archive only for the very class path that it was made with, and it
 * takes no classes from directories; so the classes at a package's root become a jar, and all jars are named in one order,
 * relative to the root, which is elsewhere each time. Where anything of this fails, processes start as they do without.
 * Thread-safe.
 */
final class StartArchive {
    private static final String PREFIX = "function-";
    private static final String SUFFIX = ".jsa";
    private static final String WRITE = "-XX:ArchiveClassesAtExit=";
    private static final String CLASSES = "classes.jar";
    private static final long A_FIXED_TIME = 1_767_225_600_000L;

    private final List<String> classPath;
    private final Path kept;
    private final Path made;
    private final AtomicBoolean asked = new AtomicBoolean();

    private StartArchive(List<String> classPath, Path kept) {
        this.classPath = List.copyOf(classPath);
        this.kept = requireNonNull(kept, "kept is null");
        this.made = kept.resolveSibling(kept.getFileName() + "." + UUID.randomUUID());
    }

    /**
     * The archive of a package, which need not be there yet.
     *
     * @param zip the package; the archive is kept beside it until the zip, the Java or this project's runtime changes
     * @param root where the zip is unpacked
     * @throws IOException when the package cannot be read, or the jar of its classes cannot be written
     */
    static StartArchive of(Path zip, Path root) throws IOException {
        Path runtime = Launcher.placeOf(RuntimeLoop.class);
        List<String> classPath = new ArrayList<>();
        classPath.add(CLASSES);
        Launcher.librariesOf(root).stream()
                .map(jar -> root.relativize(jar).toString())
                .forEach(classPath::add);
        classPath.add(runtime.toString());
        putIntoAJar(root);
        String madeFor = String.join(
                "\n",
                String.join(File.pathSeparator, classPath),
                Files.getLastModifiedTime(runtime).toString(),
                System.getProperty("java.home"),
                System.getProperty("java.vm.version"),
                String.join(" ", Launcher.JVM_OPTIONS));
        MessageDigest digest = sha256();
        digest.update(Files.readAllBytes(zip));
        digest.update(madeFor.getBytes(UTF_8));
        String key = HexFormat.of().formatHex(digest.digest(), 0, 8);
        return new StartArchive(classPath, zip.toAbsolutePath().resolveSibling(PREFIX + key + SUFFIX));
    }

    List<String> classPath() {
        return classPath;
    }

    /** By which one more process uses the archive, makes it, or does without it. */
    List<String> options() {
        List<String> options = new ArrayList<>();
        options.add("-Xshare:auto");
        options.add("-Xlog:cds*=off"); // else it prints which classes it could not archive
        if (Runtime.version().feature() >= 25) {
            options.add("-Xlog:aot*=off");
        }
        if (Files.isReadable(kept)) {
            options.add("-XX:SharedArchiveFile=" + kept);
        } else if (Files.isRegularFile(Path.of(classPath.get(classPath.size() - 1))) // not a directory, as in an IDE
                && asked.compareAndSet(false, true)) {
            options.add(WRITE + made);
        }
        return options;
    }

    /** Whether a process that this command starts writes the archive when it is ended. */
    boolean isWrittenBy(List<String> command) {
        return command.contains(WRITE + made);
    }

    /** Lets later starts use what a process has written, and deletes the archives of other packages, which are older. */
    void keep() {
        try {
            if (!Files.exists(made)) {
                return; // the process crashed, or somebody cleaned the directory
            }
            Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
            // A process that uses one of the others goes on with the open file; one that writes has written for itself.
            try (DirectoryStream<Path> others =
                    Files.newDirectoryStream(kept.getParent(), PREFIX + "*" + SUFFIX + "*")) {
                for (Path other : others) {
                    if (!other.equals(kept)) {
                        Files.deleteIfExists(other);
                    }
                }
            }
        } catch (IOException e) {
            // The directory is being cleaned, or the system does not let go of an open file. A later process tries
            // again.
        }
    }

    /** Deletes what a process has written that nobody should use. */
    void discard() {
        try {
            Files.deleteIfExists(made);
        } catch (IOException e) {
            // The next archive that is kept takes it away.
        }
    }

    /** Of a package, the jar has the same bytes and the same time wherever it is made. */
    private static void putIntoAJar(Path root) throws IOException {
        Path jar = root.resolve(CLASSES);
        List<Path> files;
        try (Stream<Path> below = Files.walk(root)) {
            files = below.filter(Files::isRegularFile)
                    .filter(file -> !file.startsWith(root.resolve(Launcher.LIBRARIES)))
                    .sorted()
                    .toList();
        }
        if (files.contains(jar)) {
            throw new FileAlreadyExistsException(jar.toString());
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out)) {
            entries.setLevel(0);
            for (Path file : files) {
                JarEntry entry = new JarEntry(root.relativize(file).toString().replace(File.separatorChar, '/'));
                entry.setTime(A_FIXED_TIME);
                entries.putNextEntry(entry);
                Files.copy(file, entries);
                entries.closeEntry();
            }
        }
        Files.setLastModifiedTime(jar, FileTime.fromMillis(A_FIXED_TIME));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
