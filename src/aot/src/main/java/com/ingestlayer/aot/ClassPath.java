package com.ingestlayer.aot;

import static com.ingestlayer.aot.AotPackage.LIB;

import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.runtime.RuntimeLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Brings together what a function's process loads: jars only, because a cache takes no classes from directories. */
final class ClassPath {
    private static final String FUNCTION_JAR = "function.jar";
    private static final String RUNTIME_JAR = "runtime.jar";

    private final Jdk jdk;

    ClassPath(Jdk jdk) {
        this.jdk = jdk;
    }

    /**
     * The jars' paths, from the directory above {@code into}, in the order of the class path.
     *
     * @param unpacked a package of jars
     * @param handler as Lambda has it
     * @param into where the jars go
     */
    List<String> gather(Path unpacked, String handler, Path into)
            throws PackagingException, IOException, InterruptedException {
        Files.createDirectory(into);
        Path libraries = unpacked.resolve(LIB);
        List<String> arguments = new ArrayList<>(List.of(
                "--create",
                "--no-compress",
                "--file",
                into.resolve(FUNCTION_JAR).toString()));
        try (Stream<Path> entries = Files.list(unpacked)) {
            entries.filter(entry -> !entry.equals(libraries))
                    .sorted()
                    .forEach(entry -> arguments.add(entry.getFileName().toString()));
        }
        jdk.run(unpacked, "jar", arguments);
        Path runtime = Launcher.placeOf(RuntimeLoop.class);
        if (Files.isDirectory(runtime)) {
            jdk.run(
                    runtime,
                    "jar",
                    List.of("--create", "--file", into.resolve(RUNTIME_JAR).toString(), "."));
        } else {
            Files.copy(runtime, into.resolve(RUNTIME_JAR));
        }
        List<String> jars = new ArrayList<>(List.of(RUNTIME_JAR, FUNCTION_JAR));
        for (String jar : NeededJars.of(into.resolve(FUNCTION_JAR), handler.split("::", 2)[0], libraries, jdk)) {
            Files.copy(libraries.resolve(jar), into.resolve(jar));
            jars.add(jar);
        }
        return jars.stream().map(jar -> LIB + "/" + jar).toList();
    }
}
