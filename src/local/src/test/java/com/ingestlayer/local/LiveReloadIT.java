package com.ingestlayer.local;

import static com.ingestlayer.local.TestStack.await;
import static com.ingestlayer.local.TestStack.idIn;
import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.local.lambda.LambdaFunction;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the configuration are saved while the stack runs and has work. */
class LiveReloadIT {
    private static final Duration SOON = Duration.ofSeconds(40);

    @TempDir
    private Path config;

    private TestStack stack;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectory(config.resolve("events"));
        Files.createDirectory(config.resolve("pipelines"));
        save("first", "test.first", "first=1");
        stack = TestStack.withConfig(config, "1s,1s,1s,1s", Map.of());
    }

    @AfterEach
    void stop() {
        stack.close();
    }

    /** Saves a pipeline as editors do: a whole file takes the place of the one before. */
    private void save(String name, String type, String query) throws IOException {
        write(name, """
                name: %s
                status: active
                sources: [{ kind: sdk.event, match: %s }]
                destinations:
                  - webhook.out:
                      name: acme
                      url: ${env:WEBHOOK_URL}?%s
                      auth: { type: hmac, secret: "${secret:acme-webhook}" }
                """.formatted(name, type, query));
    }

    private void write(String name, String text) throws IOException {
        Path whole = Files.writeString(config.resolve("pipelines/." + name), text);
        Files.move(whole, config.resolve("pipelines/" + name + ".yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    private String send(String type) throws IOException, InterruptedException {
        return idIn(stack.ingest("{\"type\":\"" + type + "\",\"payload\":{}}"));
    }

    private static List<Long> pids(LambdaFunction function) {
        return function.processes().stream().map(ProcessHandle::pid).toList();
    }

    /** Makes a change, and returns when both functions have other processes than before. */
    private void reload(Change change) throws IOException {
        List<Long> ingress = pids(stack.local.ingress());
        List<Long> delivery = pids(stack.local.delivery());
        change.make();
        await(SOON, () -> pids(stack.local.delivery()), now -> !now.isEmpty() && !delivery.containsAll(now));
        await(SOON, () -> pids(stack.local.ingress()), now -> !now.isEmpty() && !ingress.containsAll(now));
    }

    private interface Change {
        void make() throws IOException;
    }

    @Test
    void aSavedPipelineIsInUseAndADeletedOneIsNot() throws Exception {
        reload(() -> save("second", "test.second", "second=1"));
        assertThat(stack.webhookOf(send("test.second")).path()).endsWith("second=1");
        reload(() -> save("second", "test.second", "changed=1"));
        assertThat(stack.webhookOf(send("test.second")).path()).endsWith("changed=1");
        reload(() -> Files.delete(config.resolve("pipelines/second.yaml")));
        String unwanted = send("test.second");
        stack.webhookOf(send("test.first"));
        assertThat(stack.rowsOf(unwanted)).hasSize(1); // the event, and no delivery
    }

    @Test
    void processesThatStartWhileAFileIsWrongHaveTheConfigurationBefore() throws Exception {
        write("first", "name: first\nsteps: 5\n");
        write("broken", "no YAML: [");
        for (LambdaFunction function : List.of(stack.local.ingress(), stack.local.delivery())) {
            for (ProcessHandle process : function.processes()) {
                process.destroyForcibly();
                process.onExit().join();
            }
        }
        assertThat(stack.webhookOf(send("test.first")).path()).endsWith("first=1");
    }

    @Test
    void aDeliveryThatIsUnderWayEndsInTheProcessThatBeganIt() throws Exception {
        reload(() -> save("slow", "test.slow", "delay=5s&times=1"));
        String slow = send("test.slow");
        await(SOON, () -> stack.webhooksOf(slow).size() + stack.local.delivery().busyInstances(), busy -> busy > 0);
        reload(() -> save("second", "test.second", "second=1"));
        stack.webhookOf(send("test.second"));
        assertThat(stack.deliveryOf(slow, "delivered").get("attempts").l()).hasSize(1);
        assertThat(stack.webhooksOf(slow)).hasSize(1);
    }

    @Test
    void nothingThatIsAcceptedWhileTheConfigurationChangesIsLost() throws Exception {
        List<String> accepted = new ArrayList<>();
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> sender = CompletableFuture.runAsync(() -> {
            while (!enough.get()) {
                try {
                    HttpResponse<String> answer = stack.ingest("{\"type\":\"test.first\",\"payload\":{}}");
                    accepted.add(idIn(answer)); // fails at anything but 202
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
        });
        for (int i = 0; i < 3; i++) {
            int number = i;
            reload(() -> save("second", "test.second", "number=" + number));
        }
        enough.set(true);
        sender.join();
        assertThat(accepted).isNotEmpty();
        accepted.forEach(stack::webhookOf);
    }
}
