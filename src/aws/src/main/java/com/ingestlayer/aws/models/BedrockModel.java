package com.ingestlayer.aws.models;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.model.Question;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import jakarta.enterprise.util.TypeLiteral;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;
import org.jboss.logging.Logger;

/**
 * The models of Amazon Bedrock. All questions of a request together have one time limit; what is not there by then is given
 * up, and what was not sent by then is never sent. Nothing is tried twice, so no question costs more than one call.
 *
 * <p>A model that gave no answer to {@link #FAILURES} questions in a row is not asked for {@link #PAUSE}: its questions stay
 * unanswered at once, and cost neither time nor a thread. Then one question tries it again. Each model has a circuit breaker of
 * its own. Thread-safe.
 */
public final class BedrockModel implements LanguageModel {
    /** How long a request waits for all its answers together. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    static final int FAILURES = 4;

    /** A model that is overloaded or down stays so for longer than a few requests. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(BedrockModel.class);

    private final BedrockClient client;
    private final Duration patience;
    private final Executor workers;
    private final Duration pause;

    /** By model; a configuration names few. */
    private final Map<String, TypedGuard<CompletionStage<Reply>>> breakers = new ConcurrentHashMap<>();

    /**
     * @param client is used when something is asked first
     * @param patience how long a request waits at most
     * @param workers each waits for one answer; they may be kept busy for as long as a connection hangs
     */
    public BedrockModel(BedrockClient client, Duration patience, Executor workers) {
        this(client, patience, workers, PAUSE);
    }

    /** @param pause how long a model that does not answer is not asked */
    BedrockModel(BedrockClient client, Duration patience, Executor workers, Duration pause) {
        this.client = requireNonNull(client, "client is null");
        this.patience = requireNonNull(patience, "patience is null");
        this.workers = requireNonNull(workers, "workers is null");
        this.pause = requireNonNull(pause, "pause is null");
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
        Map<Question, Call> calls = new LinkedHashMap<>();
        for (Question question : questions) {
            Call call = new Call(question, deadline);
            calls.put(question, call);
            workers.execute(call);
        }
        try {
            CompletableFuture.allOf(
                            calls.values().stream().map(call -> call.told).toArray(CompletableFuture[]::new))
                    .get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            // what is there by now is taken
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call's failure is a reply", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<Question, Reply> replies = new LinkedHashMap<>();
        calls.forEach((question, call) -> replies.put(question, call.end()));
        return replies;
    }

    /** A question on its way, which ends with its answer or with the request's time, whichever is first. */
    private final class Call implements Runnable {
        private final Question question;
        private final long deadline;

        /** What the model's breaker is told. Nobody completes it unless the breaker lets the question through. */
        private final CompletableFuture<Reply> answer = new CompletableFuture<>();

        /** What the request is told. */
        private final CompletableFuture<Reply> told = new CompletableFuture<>();

        Call(Question question, long deadline) {
            this.question = question;
            this.deadline = deadline;
        }

        /** The breaker is asked here, and not when the question joins the queue: it may have opened in the meantime. */
        @Override
        public void run() {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.toMillis() <= 0) {
                told.complete(Reply.LATE);
                return;
            }
            AtomicBoolean sent = new AtomicBoolean();
            breakers.computeIfAbsent(question.model(), BedrockModel.this::breaker)
                    .get(() -> {
                        sent.set(true);
                        return answer;
                    })
                    .thenAccept(told::complete);
            if (sent.get()) {
                send(left);
            }
        }

        private void send(Duration left) {
            try {
                answered(client.ask(question, left));
            } catch (RuntimeException | Error e) {
                answer.completeExceptionally(e);
            }
        }

        private void answered(Reply reply) {
            if (reply.unavailable()) {
                answer.completeExceptionally(new NoAnswerException(reply));
            } else {
                answer.complete(reply);
            }
        }

        /**
         * Called at the end of the request's time. The breaker learns here that an answer is late, and not when the connection
         * ends: between requests a function is frozen.
         */
        Reply end() {
            answered(Reply.LATE);
            return told.getNow(Reply.LATE);
        }
    }

    private TypedGuard<CompletionStage<Reply>> breaker(String model) {
        return TypedGuard.create(new TypeLiteral<CompletionStage<Reply>>() {})
                .withDescription(model)
                .withCircuitBreaker()
                .requestVolumeThreshold(FAILURES)
                .failureRatio(1)
                .delay(pause.toMillis(), ChronoUnit.MILLIS)
                .onStateChange(state -> tell(model, state))
                .done()
                .withFallback()
                .handler(failure -> CompletableFuture.completedFuture(reply(failure)))
                .done()
                .build();
    }

    private static Reply reply(Throwable failure) {
        if (failure instanceof CircuitBreakerOpenException) {
            return Reply.NOT_ASKED;
        }
        return failure instanceof NoAnswerException none ? none.reply : Reply.failed(failure);
    }

    private void tell(String model, CircuitBreakerState state) {
        if (state == CircuitBreakerState.OPEN) {
            LOG.warnf("the model \"%s\" gives no answers: it is not asked again for %d s", model, pause.toSeconds());
        } else if (state == CircuitBreakerState.CLOSED) {
            LOG.infof("the model \"%s\" answers again", model);
        }
    }

    /** A reply that is none, in the form that a breaker counts. */
    private static final class NoAnswerException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Reply reply;

        NoAnswerException(Reply reply) {
            super(reply.outcome(), null, false, false);
            this.reply = reply;
        }
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
