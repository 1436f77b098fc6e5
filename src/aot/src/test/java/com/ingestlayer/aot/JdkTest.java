package com.ingestlayer.aot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkTest {
    @TempDir
    private Path home;

    private void release(String version) throws IOException {
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    private void tools(String... names) throws IOException {
        Path bin = Files.createDirectories(home.resolve("bin"));
        for (String name : names) {
            Files.writeString(bin.resolve(name), "#!/bin/sh\necho \"$@\"\nexit 3\n");
            Files.setPosixFilePermissions(bin.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"25", "25.0.3", "25-ea", "26+35", "100.1"})
    void from25OnAnyJdkIsTaken(String version) throws Exception {
        release(version);
        tools("java", "jar", "jdeps", "jlink");
        assertThat(Jdk.at(home).home()).isEqualTo(home);
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.15", "24.0.2", "1.8.0_402", "new"})
    void anOlderOneIsRefusedWithItsVersionAndWhatToDo(String version) throws IOException {
        release(version);
        tools("java", "jar", "jdeps", "jlink");
        assertThatExceptionOfType(PackagingException.class)
                .isThrownBy(() -> Jdk.at(home))
                .withMessage(
                        "expected a JDK 25 or newer, found %s in %s: run Maven under a newer one, or name one with"
                                + " -Daot.jdk=/path/to/jdk",
                        version, home);
    }

    @Test
    void aJavaThatCannotLinkIsRefused() throws IOException {
        release("25.0.3");
        tools("java", "jar", "jdeps");
        assertThatExceptionOfType(PackagingException.class)
                .isThrownBy(() -> Jdk.at(home))
                .withMessage("%s has no bin/jlink: name a whole JDK with -Daot.jdk=/path/to/jdk", home);
    }

    @Test
    void aDirectoryThatIsNoJdkIsRefused() {
        assertThatExceptionOfType(PackagingException.class)
                .isThrownBy(() -> Jdk.at(home))
                .withMessage("%s is no JDK: it has no file named release", home);
    }

    @Test
    void aToolThatFailsIsToldWithWhatItPrinted() throws Exception {
        release("25");
        tools("java", "jar", "jdeps", "jlink");
        assertThatExceptionOfType(PackagingException.class)
                .isThrownBy(() -> Jdk.at(home).run(home, "jlink", List.of("--output", "x y")))
                .withMessage("jlink failed:\n--output x y");
    }
}
