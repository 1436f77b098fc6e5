package com.ingestlayer.local.lambda;

import com.ingestlayer.runtime.RuntimeLoop;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Chooses the command that starts a process of a function. The command runs in the package's directory. */
@FunctionalInterface
public interface Launcher {
    /** Small functions start fastest with only the first compiler, and a parallel collector is of no use on one core. */
    List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx400m");

    /** The directory of the jars in a package. */
    String LIBRARIES = "lib";

    List<String> command(FunctionPackage function);

    /** Starts the package's own {@code bootstrap} if it has one, and otherwise {@link RuntimeLoop}. */
    static Launcher asPackaged() {
        return function -> (function.bringsItsProgram() ? bootstrap() : runtimeLoop()).command(function);
    }

    /** Starts {@link RuntimeLoop} with every jar on one class path, and with the package's archive if it has one. */
    static Launcher runtimeLoop() {
        return function -> function.archive()
                .map(archive -> command(
                        archive.options(), archive.classPath(), RuntimeLoop.class.getName(), function.handler()))
                .orElseGet(() -> command(
                        List.of(), classPathOf(function.root()), RuntimeLoop.class.getName(), function.handler()));
    }

    /** Starts the package's own {@code bootstrap}, as Lambda does for native packages. */
    static Launcher bootstrap() {
        return function -> List.of(function.root().resolve("bootstrap").toString());
    }

    /** Returns the command of a JVM of the same Java installation as this one. */
    static List<String> command(String classPath, String mainClass, String handler) {
        return command(List.of(), List.of(classPath), mainClass, handler);
    }

    private static List<String> command(
            List<String> options, List<String> classPath, String mainClass, String handler) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(options);
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath), mainClass, handler));
        return command;
    }

    private static List<String> classPathOf(Path root) {
        List<String> classPath = new ArrayList<>();
        classPath.add(root.toString());
        classPath.add(root.resolve(LIBRARIES) + File.separator + "*");
        classPath.add(placeOf(RuntimeLoop.class).toString());
        return classPath;
    }

    /** Returns a package's jars, always in the same order. */
    static List<Path> librariesOf(Path root) throws IOException {
        try (Stream<Path> jars = Files.list(root.resolve(LIBRARIES))) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /** Returns the directory or jar from which a class was loaded. */
    static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is not a path", e);
        }
    }
}
