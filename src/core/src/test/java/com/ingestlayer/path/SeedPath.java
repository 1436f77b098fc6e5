package com.ingestlayer.path;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.config.Configuration;
import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.event.Declarations;
import com.ingestlayer.event.Event;
import com.ingestlayer.event.EventId;
import com.ingestlayer.event.Ids;
import com.ingestlayer.ingest.AcceptedEvent;
import com.ingestlayer.ingest.EventStore;
import com.ingestlayer.ingest.Ingestion;
import com.ingestlayer.ingest.Receipt;
import com.ingestlayer.json.Json;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.pipeline.OutgoingDelivery;
import com.ingestlayer.pipeline.Pipelines;
import com.ingestlayer.pipeline.step.CounterService;
import com.ingestlayer.pipeline.step.EntityService;
import com.ingestlayer.pipeline.step.IpService;
import com.ingestlayer.pipeline.step.ModelService;
import com.ingestlayer.pipeline.step.StepServices;
import com.ingestlayer.request.RefusedException;
import com.ingestlayer.request.Sender;
import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.signature.WebhookSignature;
import com.ingestlayer.window.WindowCounters;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Runs the example event of the README all the way through core, with engines that answer at once and store nothing, to
 * measure the cost of our own code.
 */
public final class SeedPath {
    private static final Sender SENDER = new Sender("sdk.event", "key/bench", Optional.empty());
    private static final List<SigningSecret> SECRETS = List.of(new SigningSecret("whsec_local_development"));
    private static final String PIPELINE = "track-feature-usage";
    private static final ObjectNode TRAITS =
            Json.object().put("account", "acc_acme").put("plan", "free").put("owner", "ben");
    private static final EventStore NOTHING_BEFORE = new EventStore() {
        @Override
        public Map<EventId, Row> find(Collection<EventId> ids) {
            return Map.of();
        }

        @Override
        public void append(List<AcceptedEvent> events) {}
    };

    private final Clock clock = Clock.systemUTC();
    private final Pipelines pipelines;
    private final Ingestion withoutPipelines;
    private final Ingestion whole;
    private final String request =
            "{\"events\":[{\"type\":\"feature.used\",\"payload\":{\"user_id\":\"u_42\",\"feature\":"
                    + "\"csv.export\",\"count\":1,\"plan\":\"free\"},\"idempotencyKey\":\"f3b1c0de-0000-4000-8000-000000000001\"}]}";
    private final Event passing = event("csv.export");
    private final Event filtered = event("login");
    private final byte[] body;
    private int sent;

    /** @param config the project's directory {@code infra/config} */
    public SeedPath(Path config) throws InvalidConfigurationException {
        Configuration configuration = Configuration.load(
                config,
                new HashMap<>(Map.of("REDACTION_KEY", "0".repeat(32), "WEBHOOK_URL", "https://hooks.acme.example"))
                        ::get);
        StepServices services = new StepServices(
                clock,
                new IpService(configuration.ips()),
                new CounterService(WindowCounters.OPEN),
                new ModelService(LanguageModel.NONE),
                new EntityService(SeedPath::traits, traits -> Map.of()));
        Pipelines none = new Pipelines(List.of(), services);
        pipelines = new Pipelines(configuration.pipelines(), services).only(Set.of(PIPELINE));
        Declarations declarations = new Declarations(configuration.declarations(), Declarations.Undeclared.REJECT);
        withoutPipelines = ingestion(declarations, none);
        whole = ingestion(declarations, pipelines);
        body = pipelines.run(List.of(passing)).get(0).body().getBytes(UTF_8);
    }

    private Ingestion ingestion(Declarations declarations, Pipelines through) {
        return new Ingestion(
                declarations,
                through,
                new Ids(clock, new Random(1)),
                NOTHING_BEFORE,
                messages -> messages.forEach(this::send),
                (bucket, limit, events) -> Optional.empty(),
                event -> {},
                clock);
    }

    private static Map<EntityKey, ObjectNode> traits(Set<EntityKey> keys) {
        Map<EntityKey, ObjectNode> found = new HashMap<>();
        keys.forEach(key -> found.put(key, TRAITS));
        return found;
    }

    private static Event event(String feature) {
        return new Event(
                new EventId("evt_4SG5K2QD9XNB7TZ0RCM8YEHJWA"),
                "feature.used",
                Instant.parse("2026-01-24T12:51:45.123Z"),
                "sdk.event",
                Json.object().put("user_id", "u_42").put("feature", feature).put("count", 1));
    }

    /** Encodes the message for the queue, and signs its body as the delivery function does. */
    private void send(DeliveryMessage message) {
        sent += DeliveryMessageCodec.encode(message).length();
        sent += WebhookSignature.sign(SECRETS, message.body().orElseThrow().getBytes(UTF_8), clock.instant())
                .length();
    }

    /** Parses, validates and identifies the event. */
    public List<Receipt> take() throws RefusedException {
        return withoutPipelines.ingest(SENDER, request);
    }

    /** Runs an event that the filter drops. */
    public List<OutgoingDelivery> filter() {
        return pipelines.run(List.of(filtered));
    }

    /** Runs an event that passes, is enriched and rendered. */
    public List<OutgoingDelivery> enrichAndRender() {
        return pipelines.run(List.of(passing));
    }

    /** Signs a rendered body. */
    public String sign() {
        return WebhookSignature.sign(SECRETS, body, clock.instant());
    }

    /** Runs the whole path, including the encoding of the message, and returns the number of characters sent. */
    public int whole() throws RefusedException {
        sent = 0;
        whole.ingest(SENDER, request);
        return sent;
    }
}
