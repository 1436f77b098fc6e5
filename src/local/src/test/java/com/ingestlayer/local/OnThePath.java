package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that tests need and that not every developer has. */
final class OnThePath {
    private OnThePath() {}

    /**
     * The first of the programs that is here. Skips the test where none is, unless {@code -Drequire.node=true}: then it
     * fails.
     */
    static Path oneOf(String... names) {
        Optional<Path> found = Stream.of(names).flatMap(OnThePath::find).findFirst();
        if (found.isEmpty() && Boolean.getBoolean("require.node")) {
            fail("none of these is on the path: %s", List.of(names));
        }
        assumeTrue(found.isPresent(), () -> "none of these is on the path: " + List.of(names));
        return found.get();
    }

    private static Stream<Path> find(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable);
    }
}
