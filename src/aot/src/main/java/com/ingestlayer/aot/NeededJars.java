package com.ingestlayer.aot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which jars a function needs: those with a class that its handler leads to, from class to class. A zip holds Quarkus too,
 * which makes native programs of the same classes, and which nothing but annotations leads to. What is only looked up by
 * its name while the function runs is not found.
 */
final class NeededJars {
    /** Annotations for the build, and the log manager that Quarkus brings: without it, the JDK's is taken. */
    private static final Pattern NOT_FOLLOWED = Pattern.compile("(io\\.quarkus|jakarta|org\\.jboss\\.logmanager)\\..*");

    /** A line of {@code jdeps -verbose:class}: a class, one that it names, and where that one is. */
    private static final Pattern REFERENCE = Pattern.compile(" +(\\S+) +-> (\\S+) +(\\S.*)");

    private final Map<String, Set<String>> references = new HashMap<>();
    private final Map<String, String> places = new HashMap<>();

    private NeededJars(List<String> jdeps) {
        for (String line : jdeps) {
            Matcher reference = REFERENCE.matcher(line);
            if (reference.matches()) {
                references
                        .computeIfAbsent(reference.group(1), from -> new HashSet<>())
                        .add(reference.group(2));
                places.put(reference.group(2), reference.group(3));
            }
        }
    }

    /**
     * The file names of those in the directory, sorted.
     *
     * @param jar the jar with the handler
     * @param handler its class
     * @param libraries the directory of all other jars
     */
    static Set<String> of(Path jar, String handler, Path libraries, Jdk jdk)
            throws PackagingException, IOException, InterruptedException {
        Set<String> jars = new NeededJars(jdk.run(
                        libraries,
                        "jdeps",
                        List.of(
                                "-verbose:class",
                                "--recursive",
                                "--multi-release",
                                "25",
                                "--class-path",
                                "*",
                                jar.toString())))
                .from(handler);
        jars.remove(jar.getFileName().toString());
        return jars;
    }

    private Set<String> from(String handler) {
        Set<String> jars = new TreeSet<>();
        Set<String> seen = new HashSet<>(Set.of(handler));
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (String type : references.getOrDefault(open.remove(), Set.of())) {
                if (!NOT_FOLLOWED.matcher(type).matches() && seen.add(type)) {
                    open.add(type);
                    String place = places.get(type);
                    if (place.endsWith(".jar")) {
                        jars.add(place);
                    }
                }
            }
        }
        return jars;
    }
}
