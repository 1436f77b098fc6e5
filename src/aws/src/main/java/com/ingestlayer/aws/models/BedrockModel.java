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
 * Asks the models of Amazon Bedrock. All questions of a request share one time limit: answers that are not there by
 * then are abandoned, and questions that were not sent by then are never sent. Nothing is retried, so no question
 * costs more than one call.
 *
 * <p>A model that did not answer {@link #FAILURES} questions in a row is not asked for {@link #PAUSE}: its questions
 * end unanswered at once, and cost neither time nor a thread. Then a single question probes the model. Each model has
 * its own circuit breaker. Thread-safe.
 */
public final class BedrockModel implements LanguageModel {
    /** The default for how long a request waits for all of its answers together. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    static final int FAILURES = 4;

    /** A model that is overloaded or down stays so for longer than a few requests. */
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Logger LOG = Logger.getLogger(BedrockModel.class);

    private final BedrockClient client;
    private final Duration patience;
    private final Executor workers;
    private final Duration pause;

    /** The circuit breakers by model. A configuration names few models. */
    private final Map<String, TypedGuard<CompletionStage<Reply>>> breakers = new ConcurrentHashMap<>();

    /**
     * Creates the adapter.
     *
     * @param client makes the calls
     * @param patience how long a request waits at most
     * @param workers run the calls; each may be busy for as long as a connection hangs
     */
    public BedrockModel(BedrockClient client, Duration patience, Executor workers) {
        this(client, patience, workers, PAUSE);
    }

    /** @param pause how long a model that does not answer is left alone */
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
            // the answers that are there by now are used
        } catch (ExecutionException e) {
            throw new IllegalStateException("a call's failure is a reply", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Map<Question, Reply> replies = new LinkedHashMap<>();
        calls.forEach((question, call) -> replies.put(question, call.end()));
        return replies;
    }

    /** A question in progress. It ends with its answer or with the request's time, whichever comes first. */
    private final class Call implements Runnable {
        private final Question question;
        private final long deadline;

        /**
         * The outcome as the model's circuit breaker sees it. It stays incomplete when the circuit breaker rejects
         * the question.
         */
        private final CompletableFuture<Reply> answer = new CompletableFuture<>();

        /** The outcome as the request sees it. */
        private final CompletableFuture<Reply> told = new CompletableFuture<>();

        Call(Question question, long deadline) {
            this.question = question;
            this.deadline = deadline;
        }

        /**
         * Consults the circuit breaker when the question is about to be sent and not when it joins the queue, because
         * the circuit breaker may have opened in the meantime.
         */
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
         * Ends the question when the request's time is over. This tells the circuit breaker at once that the answer
         * is late: the end of the connection may come much later, because a function is frozen between requests.
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

    /** A missing answer, as an exception that a circuit breaker counts. */
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
                .ifPresent(refusal -> LOG.errorf(
                        refusal, "%s: questions stay unanswered until an operator fixes this", refusal.getMessage()));
    }
}
