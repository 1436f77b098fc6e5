package com.ingestlayer.local;

import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.local.lambda.Launcher;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** {@code ./mvnw -Plocal}: starts the stack, says how to use it, and runs until it is interrupted. */
public final class Main {
    private Main() {}

    /**
     * Runs the stack.
     *
     * @param arguments the project's directory; then {@code stop-with-parent} where the stack ends when the process that
     *     started it does, because a signal may reach that one only
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
        // The engines' log would register a hook of its own, and complain when a signal comes first.
        System.setProperty("log4j.shutdownHookEnabled", "false");
        long start = System.nanoTime();
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        Parts parts = new Parts();
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close, "stop"));
        if (List.of(arguments).contains("stop-with-parent")) {
            ProcessHandle.current().parent().ifPresent(Main::stopWith);
        }
        try {
            Settings settings = Settings.from(System.getenv(), DotEnv.read(root.resolve(".env")), root);
            System.out.println("start | the functions, tables and queues with " + settings.configDir());
            LocalStack stack = LocalStack.start(settings, Launcher.asPackaged(), parts);
            System.out.println("start | ready after " + (System.nanoTime() - start) / 1_000_000 + " ms");
            System.out.println(banner(
                    stack.httpPort(),
                    stack.receiver().port(),
                    stack.engines().sqsEndpoint().toString()));
        } catch (InvalidConfigurationException | InvalidSettingsException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        } catch (IOException | RuntimeException e) {
            if (!parts.isClosed()) {
                e.printStackTrace();
                System.exit(1);
            }
            return; // a signal came while the stack was starting; the hook stops what has started
        }
        new CountDownLatch(1).await();
    }

    private static void stopWith(ProcessHandle parent) {
        Thread thread = new Thread(
                () -> {
                    parent.onExit().join();
                    System.exit(0);
                },
                "stop-with-parent");
        thread.setDaemon(true);
        thread.start();
    }

    private static String banner(int http, int receiver, String sqs) {
        return """

                Ingestlayer serves. Send an event:

                  curl -s localhost:%d/v1/ingest -H 'Authorization: Bearer il_local_development' \\
                    -H 'Content-Type: application/json' \\
                    -d '{"type":"feature.used","payload":{"user_id":"u_42","feature":"csv.export","count":1,"plan":"free"}}'

                Watch it arrive:     http://localhost:%d   (as JSON: curl -s localhost:%d/received)
                Dead letters:        aws sqs receive-message --endpoint-url %s \\
                                       --queue-url %s/000000000000/%s --region %s --no-sign-request
                A saved pipeline, event or list is in use within two seconds. Ctrl-C ends all of it.
                """.formatted(http, receiver, receiver, sqs, sqs, StackLayout.DEAD_LETTER_QUEUE, StackLayout.REGION);
    }
}
