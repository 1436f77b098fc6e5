package com.ingestlayer.local;

import com.ingestlayer.config.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** {@code ./mvnw -Plocal}: starts the stack, says how to use it, and runs until it is interrupted. */
public final class Main {
    private Main() {}

    /** @param arguments the project's directory */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
        Path root = Path.of(arguments[0]).toAbsolutePath().normalize();
        LocalStack stack;
        try {
            stack = LocalStack.start(Settings.from(System.getenv(), DotEnv.read(root.resolve(".env")), root));
        } catch (InvalidConfigurationException | InvalidSettingsException e) {
            System.err.println(e.getMessage());
            System.exit(1);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
        System.out.println(banner(
                stack.httpPort(),
                stack.receiver().port(),
                stack.engines().sqsEndpoint().toString()));
        new CountDownLatch(1).await();
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
                Ctrl-C ends all of it.
                """.formatted(http, receiver, receiver, sqs, sqs, StackLayout.DEAD_LETTER_QUEUE, StackLayout.REGION);
    }
}
