package com.ingestlayer.local.lambda;

import com.ingestlayer.runtime.RuntimeLoop;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Which command starts a function's process; it runs in the package's directory. */
@FunctionalInterface
public interface Launcher {
    /** Small functions start fastest with the first compiler only, and one core has no use for a parallel collector. */
    List<String> JVM_OPTIONS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx400m");

    List<String> command(FunctionPackage function);

    /** As the package asks for: by its own {@code bootstrap} where it has one, else under our runtime loop. */
    static Launcher asPackaged() {
        return function ->
                (Files.exists(function.root().resolve("bootstrap")) ? bootstrap() : runtimeLoop()).command(function);
    }

    /** Every jar on one class path, under {@link RuntimeLoop}. */
    static Launcher runtimeLoop() {
        return function -> command(
                String.join(
                        File.pathSeparator,
                        function.root().toString(),
                        function.root().resolve("lib") + File.separator + "*",
                        placeOf(RuntimeLoop.class).toString()),
                RuntimeLoop.class.getName(),
                function.handler());
    }

    /** The package's own {@code bootstrap}, as Lambda starts native packages. */
    static Launcher bootstrap() {
        return function -> List.of(function.root().resolve("bootstrap").toString());
    }

    /** The command of a JVM of the same Java as this one. */
    static List<String> command(String classPath, String mainClass, String handler) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        if (Runtime.version().feature() >= 24) {
            command.add("--enable-native-access=ALL-UNNAMED");
            command.add("--sun-misc-unsafe-memory-access=allow");
        }
        command.addAll(List.of("-cp", classPath, mainClass, handler));
        return command;
    }

    /** The directory or jar a class was loaded from. */
    static Path placeOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class path entry is not a path", e);
        }
    }
}
