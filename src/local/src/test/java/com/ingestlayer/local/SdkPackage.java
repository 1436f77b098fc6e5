package com.ingestlayer.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.stream.Stream;

/** {@code @ingestlayer/sdk}, packed as npm would publish it. */
final class SdkPackage {
    private static final Path SOURCES = TestStack.ROOT.resolve("src/sdk-typescript");

    private SdkPackage() {}

    /** The TypeScript compiler that the package itself is made with. */
    static Path typescript() {
        return SOURCES.resolve("node_modules/typescript/bin/tsc");
    }

    /**
     * {@code src/test/<name>} with the package installed from its tarball. Skips the test where Node.js is not here, unless
     * {@code -Drequire.node=true}.
     */
    static NodeProject installedIn(String name) throws Exception {
        OnThePath.oneOf("node");
        return NodeProject.install(name, tarball());
    }

    /** The one that the package's own checks made, unless they were left out or a source has changed since. */
    private static Path tarball() throws Exception {
        NodeProject sdk = NodeProject.at(SOURCES);
        Path tarball = sdk.path("target/ingestlayer-sdk-0.1.0.tgz");
        if (!Files.exists(typescript())) {
            sdk.run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                    .succeeded();
        }
        if (!Files.exists(tarball) || Files.getLastModifiedTime(tarball).compareTo(lastChange()) < 0) {
            sdk.run(Map.of(), "npm", "run", "--silent", "tarball").succeeded();
        }
        return tarball;
    }

    private static FileTime lastChange() throws IOException {
        FileTime last = Files.getLastModifiedTime(SOURCES.resolve("package.json"));
        try (Stream<Path> sources = Files.walk(SOURCES.resolve("src"))) {
            for (Path source : sources.toList()) {
                FileTime changed = Files.getLastModifiedTime(source);
                last = changed.compareTo(last) > 0 ? changed : last;
            }
        }
        return last;
    }
}
