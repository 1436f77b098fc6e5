package com.ingestlayer.aot;

import com.ingestlayer.local.lambda.FunctionPackage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * A package for {@code provided.al2023} that brings its own Java: {@code bootstrap}, which starts it; {@code jre}, a JDK cut down
 * to what the function needs; {@code lib}, the jars; {@code function.aot}, the cache. It runs on the processor architecture it
 * was made on, and without the cache too, only that it starts more slowly.
 */
public final class AotPackage {
    static final String CACHE = "function.aot";
    static final String JRE = "jre";
    static final String LIB = "lib";

    /** The cache knows the jars by their times, too; whole seconds, even ones, are all that every zip tool keeps. */
    private static final FileTime CHANGED = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    private AotPackage() {}

    /**
     * Makes one of a package of jars, in about ten seconds.
     *
     * @param functionZip what the build makes without {@code -Dnative}
     * @param job which function that is
     * @param jdkHome a JDK 25 or newer; its Java is what the package runs on
     * @param aotZip where the package goes, in place of what is there
     * @throws PackagingException when it cannot be made
     */
    public static void make(Path functionZip, Job job, Path jdkHome, Path aotZip)
            throws PackagingException, IOException, InterruptedException {
        Jdk jdk = Jdk.at(jdkHome);
        try (WorkDirectory work = WorkDirectory.make()) {
            Path unpacked = work.path().resolve("jars");
            FunctionPackage.unpack(functionZip, unpacked, job.handler());
            if (!Files.isDirectory(unpacked.resolve(LIB)) || Files.exists(unpacked.resolve("bootstrap"))) {
                throw new PackagingException(functionZip + " is no package of jars: build it without -Dnative");
            }
            Path root = Files.createDirectory(work.path().resolve("task"));
            List<String> jars = new ClassPath(jdk).gather(unpacked, job.handler(), root.resolve(LIB));
            Jre.link(jdk, root.resolve(JRE));
            Bootstrap.write(jars, root.resolve("bootstrap"));
            setTimes(root);
            Training.run(job, new FunctionPackage(root, job.handler()), jars, work.path());
            setTimes(root);
            Zip.pack(root, aotZip);
        }
    }

    private static void setTimes(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> below = Files.walk(root)) {
            all = below.toList();
        }
        for (Path each : all) {
            Files.setLastModifiedTime(each, CHANGED);
        }
    }
}
