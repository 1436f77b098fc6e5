package com.ingestlayer.entity;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.Page;
import com.ingestlayer.Unavailability;
import com.ingestlayer.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Entities in a map, with a count of the calls. */
public final class InMemoryEntities implements EntityLookup, EntityStore {
    private static final int MAX_BYTES = 400 * 1024;

    public final Unavailability reads = new Unavailability();
    public final Unavailability writes = new Unavailability();
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<EntityKey, Entity> entities = new ConcurrentHashMap<>();
    private final Clock clock;

    public InMemoryEntities() {
        this(Clock.systemUTC());
    }

    public InMemoryEntities(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Map<EntityKey, ObjectNode> traitsOf(Set<EntityKey> keys) {
        calls.incrementAndGet();
        Map<EntityKey, ObjectNode> found = new HashMap<>();
        keys.forEach(key -> find(key).ifPresent(entity -> found.put(key, entity.traits())));
        return found;
    }

    public void put(String kind, String externalId, ObjectNode traits) {
        EntityKey key = new EntityKey(kind, externalId);
        entities.put(key, new Entity(key, traits, clock.instant(), clock.instant(), 1));
    }

    public int calls() {
        return calls.get();
    }

    @Override
    public Optional<Entity> find(EntityKey key) {
        reads.check("the entities");
        return Optional.ofNullable(entities.get(key)).map(InMemoryEntities::copy);
    }

    private static Entity copy(Entity entity) {
        return new Entity(
                entity.key(), entity.traits().deepCopy(), entity.firstSeen(), entity.lastSeen(), entity.version());
    }

    @Override
    public synchronized WriteResult write(EntityKey key, ObjectNode traits, Precondition precondition) {
        writes.check("the entities");
        Optional<Entity> before = find(key);
        if (before.isEmpty() && precondition.exists()) {
            return WriteResult.nothing(WriteResult.Result.ABSENT);
        }
        if (before.isPresent() && isAnother(before.get(), precondition)) {
            return WriteResult.nothing(WriteResult.Result.CONFLICT);
        }
        ObjectNode merged = before.map(Entity::traits).orElseGet(Json::object);
        Traits.merge(merged, traits.deepCopy());
        if (Json.write(merged).getBytes(UTF_8).length > MAX_BYTES) {
            return WriteResult.nothing(WriteResult.Result.TOO_LARGE);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Entity after = new Entity(
                key,
                merged,
                before.map(Entity::firstSeen).orElse(now),
                now,
                before.map(Entity::version).orElse(0L) + 1);
        entities.put(key, after);
        return before.isPresent() ? WriteResult.merged(copy(after)) : WriteResult.created(copy(after));
    }

    private static boolean isAnother(Entity entity, Precondition precondition) {
        return precondition.version().isPresent() && precondition.version().getAsLong() != entity.version();
    }

    @Override
    public Map<EntityKey, WriteResult> writeAll(Map<EntityKey, ObjectNode> traits) {
        Map<EntityKey, WriteResult> results = new HashMap<>();
        traits.forEach((key, each) -> results.put(key, write(key, each, Precondition.NONE)));
        return results;
    }

    @Override
    public synchronized Deletion delete(EntityKey key, Precondition precondition) {
        writes.check("the entities");
        Optional<Entity> before = find(key);
        if (before.isEmpty()) {
            return Deletion.ABSENT;
        }
        if (isAnother(before.get(), precondition)) {
            return Deletion.CONFLICT;
        }
        entities.remove(key);
        return Deletion.DELETED;
    }

    @Override
    public Page<Entity, String> list(String kind, Optional<String> after, int limit) {
        reads.check("the entities");
        Comparator<String> order = (one, other) -> Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
        List<Entity> rest = entities.values().stream()
                .filter(entity -> entity.key().kind().equals(kind))
                .filter(entity -> after.isEmpty() || order.compare(entity.key().externalId(), after.get()) > 0)
                .sorted(Comparator.comparing(entity -> entity.key().externalId(), order))
                .map(InMemoryEntities::copy)
                .toList();
        return rest.size() <= limit
                ? new Page<>(rest, Optional.empty())
                : new Page<>(
                        rest.subList(0, limit),
                        Optional.of(rest.get(limit - 1).key().externalId()));
    }
}
