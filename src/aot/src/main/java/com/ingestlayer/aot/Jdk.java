package com.ingestlayer.aot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A JDK whose tools make packages.
 *
 * @param home its directory
 */
record Jdk(Path home) {
    /** The first whose cache is made in one step, and holds profiles and linked classes (JEP 483, 514, 515). */
    private static final int OLDEST = 25;

    Jdk {
        requireNonNull(home, "home is null");
    }

    /** @throws PackagingException when there is no JDK, or an older one, or one that cannot link */
    static Jdk at(Path home) throws PackagingException, IOException {
        String version = versionOf(home);
        String feature = version.split("[.+-]", 2)[0];
        if (!feature.matches("[0-9]+") || Integer.parseInt(feature) < OLDEST) {
            throw new PackagingException("expected a JDK " + OLDEST + " or newer, found " + version + " in " + home
                    + ": run Maven under a newer one, or name one with -Daot.jdk=/path/to/jdk");
        }
        Jdk jdk = new Jdk(home.toAbsolutePath().normalize());
        for (String tool : List.of("java", "jar", "jdeps", "jlink")) {
            if (!Files.isExecutable(jdk.tool(tool))) {
                throw new PackagingException(
                        home + " has no bin/" + tool + ": name a whole JDK with -Daot.jdk=/path/to/jdk");
            }
        }
        return jdk;
    }

    /** As the file says that every JDK has. */
    private static String versionOf(Path home) throws PackagingException, IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            throw new PackagingException(home + " is no JDK: it has no file named release");
        }
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(release)) {
            properties.load(text);
        }
        return properties.getProperty("JAVA_VERSION", "an unknown version").replace("\"", "");
    }

    /**
     * Runs one of its tools to its end.
     *
     * @param directory it runs in
     * @return what it printed, a line each
     * @throws PackagingException with what it printed, when it fails
     */
    List<String> run(Path directory, String tool, List<String> arguments)
            throws PackagingException, IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tool(tool).toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (Stream<String> printed = process.inputReader(UTF_8).lines()) {
            lines = printed.toList();
        }
        if (process.waitFor() != 0) {
            throw new PackagingException(tool + " failed:\n" + String.join("\n", lines));
        }
        return lines;
    }

    private Path tool(String name) {
        return home.resolve("bin").resolve(name);
    }
}
