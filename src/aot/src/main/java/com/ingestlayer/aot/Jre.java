package com.ingestlayer.aot;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The Java in a package. */
final class Jre {
    /**
     * What the functions use: beside the base, where TLS and its elliptic curves are, logging; names in certificates
     * (java.naming) and options of sockets (jdk.net), both for HttpClient.
     */
    private static final List<String> MODULES = List.of("java.base", "java.logging", "java.naming", "jdk.net");

    private Jre() {}

    /** Without what only people and compilers read; the zip does the compressing. */
    static void link(Jdk jdk, Path into) throws PackagingException, IOException, InterruptedException {
        jdk.run(
                jdk.home(),
                "jlink",
                List.of(
                        "--add-modules",
                        String.join(",", MODULES),
                        "--strip-java-debug-attributes",
                        "--no-header-files",
                        "--no-man-pages",
                        "--output",
                        into.toString()));
    }
}
