package com.ingestlayer.pipeline;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.event.EventId;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.model.Question;
import com.ingestlayer.slot.Claim;
import com.ingestlayer.slot.Placement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the steps of one request were told from outside, each thing asked for once. For one thread.
 */
final class Answers {
    private final Outside outside;
    private final LanguageModel.Conversation conversation;
    private final Set<EventId> request;
    private final Set<EntityKey> read = new HashSet<>();
    private final Map<EntityKey, ObjectNode> entities = new HashMap<>();
    private final Map<Need.Merge, Optional<ObjectNode>> merged = new HashMap<>();
    private final Map<Claim, Placement> places = new HashMap<>();
    private final Set<Question> asked = new HashSet<>();
    private final Map<Question, String> words = new HashMap<>();

    /** @param request the events of the request */
    Answers(Outside outside, Set<EventId> request) {
        this.outside = outside;
        this.conversation = outside.model().begin();
        this.request = request;
    }

    /** Whether there is an answer, be it "none". */
    boolean meet(Need need) {
        if (need instanceof Need.Traits traits) {
            return read.contains(traits.key());
        }
        if (need instanceof Need.Merge merge) {
            return merged.containsKey(merge);
        }
        if (need instanceof Need.Place place) {
            return places.containsKey(place.claim());
        }
        return asked.contains(((Need.Words) need).question());
    }

    Optional<ObjectNode> traits(EntityKey key) {
        return Optional.ofNullable(entities.get(key));
    }

    /** What the entity was after the merge; empty when it could not take the traits. */
    Optional<ObjectNode> merged(Need.Merge merge) {
        return merged.get(merge);
    }

    Placement place(Claim claim) {
        return places.get(claim);
    }

    Optional<String> words(Question question) {
        return Optional.ofNullable(words.get(question));
    }

    /** What is known of an IP address; empty when the text is none. */
    Optional<ObjectNode> knownOf(String ip) {
        return outside.ips().about(ip);
    }

    /** @throws com.ingestlayer.UnavailableException when a table does not answer */
    void ask(Collection<Need> needs) {
        Set<EntityKey> keys = new LinkedHashSet<>();
        List<Need.Merge> merges = new ArrayList<>();
        List<Claim> claims = new ArrayList<>();
        Set<Question> questions = new LinkedHashSet<>();
        for (Need need : new LinkedHashSet<>(needs)) {
            if (need instanceof Need.Traits traits) {
                keys.add(traits.key());
            } else if (need instanceof Need.Merge merge) {
                merges.add(merge);
            } else if (need instanceof Need.Place place) {
                claims.add(place.claim());
            } else if (need instanceof Need.Words wanted) {
                questions.add(wanted.question());
            }
        }
        if (!keys.isEmpty()) {
            entities.putAll(outside.entities().traitsOf(keys));
            read.addAll(keys);
        }
        if (!claims.isEmpty()) {
            places.putAll(outside.slots().claim(claims, request));
        }
        if (!questions.isEmpty()) {
            words.putAll(conversation.answers(questions));
            asked.addAll(questions);
        }
        merge(merges);
    }

    /** One after the other for the same entity, side by side for different ones. */
    private void merge(List<Need.Merge> merges) {
        List<Need.Merge> left = merges;
        while (!left.isEmpty()) {
            Map<EntityKey, Need.Merge> first = new LinkedHashMap<>();
            List<Need.Merge> later = new ArrayList<>();
            for (Need.Merge merge : left) {
                if (first.putIfAbsent(merge.key(), merge) != null) {
                    later.add(merge);
                }
            }
            Map<EntityKey, ObjectNode> traits = new LinkedHashMap<>();
            first.forEach((key, merge) -> traits.put(key, merge.traits()));
            Map<EntityKey, ObjectNode> after = outside.merge().all(traits);
            first.forEach((key, merge) -> merged.put(merge, Optional.ofNullable(after.get(key))));
            entities.putAll(after);
            read.addAll(after.keySet());
            left = later;
        }
    }
}
