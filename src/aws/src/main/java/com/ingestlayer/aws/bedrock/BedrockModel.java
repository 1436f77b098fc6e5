package com.ingestlayer.aws.bedrock;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.model.Question;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/**
 * The models of Amazon Bedrock. All questions of a request together have one time limit; what is not there by then is given
 * up, and what was not sent by then is never sent. Nothing is tried twice, so no question costs more than one call. Thread-safe.
 */
public final class BedrockModel implements LanguageModel {
    /** How long a request waits for all its answers together. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Logger LOG = Logger.getLogger(BedrockModel.class);

    private final BedrockClient client;
    private final Duration patience;
    private final Executor workers;

    /**
     * @param client is used when something is asked first
     * @param patience how long a request waits at most
     * @param workers each waits for one answer; they may be kept busy for as long as a connection hangs
     */
    public BedrockModel(BedrockClient client, Duration patience, Executor workers) {
        this.client = requireNonNull(client, "client is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.workers = requireNonNull(workers, "workers is null");
    }

    @Override
    public Conversation begin() {
        return new Conversation() {
            private long leftNanos = patience.toNanos();

            @Override
            public Map<Question, String> answers(Set<Question> questions) {
                long start = System.nanoTime();
                Map<Question, Reply> replies = ask(questions, start + leftNanos);
                long took = System.nanoTime() - start;
                leftNanos -= took;
                tell(replies.values(), took);
                Map<Question, String> answers = new HashMap<>();
                replies.forEach((question, reply) -> reply.words().ifPresent(words -> answers.put(question, words)));
                return answers;
            }
        };
    }

    private Map<Question, Reply> ask(Set<Question> questions, long deadline) {
        Map<Question, CompletableFuture<Reply>> calls = new LinkedHashMap<>();
        for (Question question : questions) {
            calls.put(
                    question,
                    CompletableFuture.supplyAsync(
                                    () -> {
                                        Duration left = Duration.ofNanos(deadline - System.nanoTime());
                                        return left.toMillis() <= 0 ? Reply.LATE : client.ask(question, left);
                                    },
                                    workers)
                            .exceptionally(Reply::failed));
        }
        try {
            CompletableFuture.allOf(calls.values().toArray(CompletableFuture[]::new))
                    .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            // what is there by now is taken
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call's failure is a reply", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<Question, Reply> replies = new LinkedHashMap<>();
        calls.forEach((question, call) -> replies.put(question, call.getNow(Reply.LATE)));
        return replies;
    }

    private static void tell(Collection<Reply> replies, long nanos) {
        LOG.logf(
                replies.stream().allMatch(reply -> reply.words().isPresent()) ? Logger.Level.INFO : Logger.Level.WARN,
                "Amazon Bedrock was asked %d questions in %d ms: %s",
                replies.size(),
                TimeUnit.NANOSECONDS.toMillis(nanos),
                Reply.counted(replies));
        replies.stream()
                .flatMap(reply -> reply.refusal().stream())
                .findFirst()
                .ifPresent(refusal -> LOG.errorf(refusal, "%s: no text is sent to a model", refusal.getMessage()));
    }
}
