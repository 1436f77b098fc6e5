package com.ingestlayer.local.engines;

import static java.util.Objects.requireNonNull;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.pattern.Patterns;
import org.elasticmq.NodeAddress;
import org.elasticmq.StrictSQSLimits$;
import org.elasticmq.actor.QueueManagerActor;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.CreateQueueMetadata;
import org.elasticmq.persistence.sql.SqlQueuePersistenceActor;
import org.elasticmq.persistence.sql.SqlQueuePersistenceConfig;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.elasticmq.rest.sqs.TheSQSRestServerBuilder;
import org.elasticmq.util.NowProvider;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import scalikejdbc.ConnectionPool;

/**
 * ElasticMQ on the loopback address, in memory or with its queues in a file. With a file, a call is answered when the file has
 * what the call changed, so that messages outlive a process that is killed. Thread-safe.
 */
final class QueueServer {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    /** Whether the process has used its one pool of connections, which ElasticMQ makes once in the life of a JVM. */
    private static final AtomicBoolean KEEPS = new AtomicBoolean();

    private final ActorSystem actors;
    private final boolean keeps;

    private QueueServer(ActorSystem actors, boolean keeps) {
        this.actors = requireNonNull(actors, "actors is null");
        this.keeps = keeps;
    }

    /**
     * Starts one, with the queues and messages of the file if there is one.
     *
     * @param port that is free
     * @param directory of the file; empty to keep nothing
     * @throws IllegalStateException when a server of this process has kept its queues before
     */
    static QueueServer start(int port, Optional<Path> directory) {
        // The stack stops ElasticMQ itself. Its own shutdown hook would fail when the process is stopped while it
        // starts.
        ActorSystem actors = ActorSystem.create(
                "elasticmq",
                ConfigFactory.parseMap(Map.of("pekko.jvm-shutdown-hooks", "off", "pekko.daemonic", "on"))
                        .withFallback(ConfigFactory.load()));
        Option<ActorRef> store = Option.empty();
        if (directory.isPresent()) {
            store = Option.apply(store(actors, directory.get()));
        }
        Option<ActorRef> listener = store;
        ActorRef queues = actors.actorOf(Props.create(
                QueueManagerActor.class,
                () -> new QueueManagerActor(new NowProvider(), StrictSQSLimits$.MODULE$, listener)));
        if (store.isDefined()) {
            restore(store.get(), queues);
        }
        TheSQSRestServerBuilder builder = SQSRestServerBuilder.withActorSystem(actors)
                .withQueueManagerActor(queues)
                .withInterface("localhost")
                .withPort(port)
                .withServerAddress(new NodeAddress("http", "localhost", port, ""));
        if (store.isDefined()) {
            builder = builder.withQueueEventListener(store.get());
        }
        builder.start().waitUntilStarted();
        return new QueueServer(actors, directory.isPresent());
    }

    private static ActorRef store(ActorSystem actors, Path directory) {
        if (!KEEPS.compareAndSet(false, true)) {
            throw new IllegalStateException("one process keeps the queues of one stack only");
        }
        // WRITE_DELAY=0: what is committed is written at once, not within half a second. The stack closes the file
        // itself.
        SqlQueuePersistenceConfig config = new SqlQueuePersistenceConfig(
                true,
                "org.h2.Driver",
                "jdbc:h2:file:" + directory.resolve("queues").toAbsolutePath()
                        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
                "",
                "",
                false);
        scala.collection.immutable.List<CreateQueueMetadata> none =
                CollectionConverters.asScala(List.<CreateQueueMetadata>of()).toList();
        return actors.actorOf(
                Props.create(SqlQueuePersistenceActor.class, () -> new SqlQueuePersistenceActor(config, none)));
    }

    private static void restore(ActorRef store, ActorRef queues) {
        try {
            Object answer = Patterns.ask(store, new QueueEvent.Restore(queues), PATIENCE)
                    .toCompletableFuture()
                    .join();
            if (answer instanceof scala.util.Left<?, ?> errors) {
                throw new IllegalStateException("the queues cannot be read: " + errors.value());
            }
        } catch (CompletionException e) {
            throw new IllegalStateException("the queues cannot be read", e.getCause());
        }
    }

    /** Ends the server with every connection to it, and closes the file. */
    void stop() {
        actors.terminate();
        try {
            actors.getWhenTerminated().toCompletableFuture().get(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // What is in the file is whole all the same, as after a process that was killed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (keeps) {
            ConnectionPool.closeAll();
        }
    }
}
