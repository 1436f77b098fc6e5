package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.local.lambda.FunctionErrorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigWatchTest {
    private static final String DECLARATION = "event: invoice.paid\nschema:\n  id: string, required\n";

    @TempDir
    private Path directory;

    private Path config;
    private final BlockingQueue<Path> used = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> output = new LinkedBlockingQueue<>();
    private volatile boolean functionsStart = true;
    private ConfigWatch watch;

    @BeforeEach
    void start() throws Exception {
        config = directory.resolve("config");
        Files.createDirectories(config.resolve("events"));
        Files.createDirectories(config.resolve("pipelines"));
        ConfigCopies copies = new ConfigCopies(config, directory, Map.<String, String>of()::get);
        Map<String, String> seen = copies.state();
        copies.checked();
        watch = ConfigWatch.start(copies, seen, this::use, output::add);
    }

    @AfterEach
    void stop() {
        watch.close();
    }

    private void use(Path copy) throws FunctionErrorException {
        if (!functionsStart) {
            throw new FunctionErrorException("ingress does not start");
        }
        used.add(copy);
    }

    private String nextLine() throws InterruptedException {
        String line = output.poll(20, TimeUnit.SECONDS);
        assertThat(line).as("a line within 20 s").isNotNull();
        return line;
    }

    @Test
    void aSavedFileIsUsedAsACopyThatLaterChangesDoNotReach() throws Exception {
        Path file = Files.writeString(config.resolve("events/invoice.paid.yaml"), DECLARATION);
        assertThat(nextLine()).startsWith("config | the changed configuration is in use");
        Path copy = used.remove().resolve("events/invoice.paid.yaml");
        Files.writeString(file, "nonsense");
        assertThat(copy).hasContent(DECLARATION);
    }

    @Test
    void aMistakeIsToldWithFileAndLineAndNothingIsUsedUntilItIsCorrected() throws Exception {
        Path file = Files.writeString(config.resolve("events/invoice.paid.yaml"), DECLARATION + "colour: red\n");
        assertThat(nextLine())
                .isEqualTo("config | the changed configuration has mistakes, so the one before stays in use:");
        assertThat(nextLine()).startsWith("config | " + file + ":4: ");
        assertThat(used).isEmpty();
        Files.writeString(file, DECLARATION);
        assertThat(nextLine()).startsWith("config | the changed configuration is in use");
        assertThat(used).hasSize(1);
    }

    @Test
    void aConfigurationThatTheFunctionsDoNotStartWithIsTold() throws Exception {
        functionsStart = false;
        Files.writeString(config.resolve("events/invoice.paid.yaml"), DECLARATION);
        assertThat(nextLine()).isEqualTo("config | the configuration before stays in use: ingress does not start");
    }
}
