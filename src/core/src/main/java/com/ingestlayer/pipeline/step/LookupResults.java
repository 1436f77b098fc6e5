package com.ingestlayer.pipeline.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.event.EventId;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.model.Question;
import com.ingestlayer.window.Admission;
import com.ingestlayer.window.Reservation;
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
public final class LookupResults {
    private final StepServices outside;
    private final LanguageModel.Conversation conversation;
    private final Set<EventId> request;
    private final Set<EntityKey> read = new HashSet<>();
    private final Map<EntityKey, ObjectNode> entities = new HashMap<>();
    private final Map<Lookup.Merge, Optional<ObjectNode>> merged = new HashMap<>();
    private final Map<Reservation, Admission> places = new HashMap<>();
    private final Set<Question> asked = new HashSet<>();
    private final Map<Question, String> words = new HashMap<>();

    /** @param request the events of the request */
    public LookupResults(StepServices outside, Set<EventId> request) {
        this.outside = outside;
        this.conversation = outside.model().begin();
        this.request = request;
    }

    /** Whether there is an answer, be it "none". */
    public boolean meet(Lookup need) {
        if (need instanceof Lookup.Traits traits) {
            return read.contains(traits.key());
        }
        if (need instanceof Lookup.Merge merge) {
            return merged.containsKey(merge);
        }
        if (need instanceof Lookup.Place place) {
            return places.containsKey(place.claim());
        }
        return asked.contains(((Lookup.Words) need).question());
    }

    Optional<ObjectNode> traits(EntityKey key) {
        return Optional.ofNullable(entities.get(key));
    }

    /** What the entity was after the merge; empty when it could not take the traits. */
    Optional<ObjectNode> merged(Lookup.Merge merge) {
        return merged.get(merge);
    }

    Admission place(Reservation claim) {
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
    public void ask(Collection<Lookup> needs) {
        Set<EntityKey> keys = new LinkedHashSet<>();
        List<Lookup.Merge> merges = new ArrayList<>();
        List<Reservation> claims = new ArrayList<>();
        Set<Question> questions = new LinkedHashSet<>();
        for (Lookup need : new LinkedHashSet<>(needs)) {
            if (need instanceof Lookup.Traits traits) {
                keys.add(traits.key());
            } else if (need instanceof Lookup.Merge merge) {
                merges.add(merge);
            } else if (need instanceof Lookup.Place place) {
                claims.add(place.claim());
            } else if (need instanceof Lookup.Words wanted) {
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
    private void merge(List<Lookup.Merge> merges) {
        List<Lookup.Merge> left = merges;
        while (!left.isEmpty()) {
            Map<EntityKey, Lookup.Merge> first = new LinkedHashMap<>();
            List<Lookup.Merge> later = new ArrayList<>();
            for (Lookup.Merge merge : left) {
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
