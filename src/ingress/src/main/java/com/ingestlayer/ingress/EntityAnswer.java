package com.ingestlayer.ingress;

import static com.ingestlayer.request.RefusedException.Reason.CONFLICT;
import static com.ingestlayer.request.RefusedException.Reason.NOT_FOUND;
import static com.ingestlayer.request.RefusedException.Reason.TOO_LARGE;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.Entity;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.WriteResult;
import com.ingestlayer.entity.WriteResult.Result;
import com.ingestlayer.event.Violation;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.JsonPath;
import com.ingestlayer.request.RefusedException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** Builds the answers about entities. It logs how many entities were written, never which. */
final class EntityAnswer {
    private static final Logger LOG = Logger.getLogger(EntityAnswer.class);

    private EntityAnswer() {}

    static HttpAnswer of(int status, Entity entity) {
        return HttpAnswer.data(status, entity.toJson()).withHeader("etag", "\"" + entity.version() + "\"");
    }

    static HttpAnswer of(WriteResult written) throws RefusedException {
        LOG.infof("wrote an entity: %s", written.result());
        return switch (written.result()) {
            case CREATED -> of(201, written.entity().orElseThrow());
            case MERGED -> of(200, written.entity().orElseThrow());
            case ABSENT -> throw absent();
            case CONFLICT -> throw conflict();
            case TOO_LARGE ->
                throw new RefusedException(
                        TOO_LARGE, "The entity would be too large.", List.of(tooLarge(JsonPath.ROOT)));
        };
    }

    /**
     * Answers a write of many entities. If some would be too large, the answer is 413, although all others were
     * written.
     */
    static HttpAnswer of(EntityBulk bulk, Map<EntityKey, WriteResult> written) {
        LOG.infof("wrote %d entities", written.size());
        List<Violation> tooLarge = new ArrayList<>();
        Set<EntityKey> seen = new HashSet<>();
        ObjectNode data = Json.object();
        ArrayNode entities = data.putArray("entities");
        for (int i = 0; i < bulk.sent().size(); i++) {
            EntityKey key = bulk.sent().get(i);
            Result result = written.get(key).result();
            if (result == Result.TOO_LARGE) {
                tooLarge.add(tooLarge(JsonPath.ROOT.child("entities").child(i)));
            }
            entities.addObject()
                    .put("kind", key.kind())
                    .put("external_id", key.externalId())
                    .put("created", seen.add(key) && result == Result.CREATED);
        }
        return tooLarge.isEmpty()
                ? HttpAnswer.data(200, data)
                : HttpAnswer.error(
                        413, "too_large", "Some entities would be too large. All others were written.", tooLarge);
    }

    private static Violation tooLarge(JsonPath entity) {
        return new Violation(
                entity.child("traits"), "with these the entity would pass 400 KB; nothing of it was written");
    }

    static RefusedException absent() {
        return new RefusedException(NOT_FOUND, "There is no such entity.", List.of());
    }

    static RefusedException conflict() {
        return new RefusedException(
                CONFLICT, "The entity is not the version that If-Match names. Nothing was changed.", List.of());
    }
}
