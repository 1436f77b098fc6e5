package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.event.EventId;
import com.ingestlayer.model.LanguageModel;
import com.ingestlayer.model.Question;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks a language model. A question that was not answered in time finds nothing. Thread-safe. */
public final class ModelService implements LookupService {
    private static final Set<Class<? extends Lookup<?>>> KINDS = Set.of(Words.class);

    private final LanguageModel model;

    /** Asks a question; the answer is the model's text. */
    record Words(Question question) implements Lookup<String> {}

    public ModelService(LanguageModel model) {
        this.model = requireNonNull(model, "model is null");
    }

    @Override
    public Set<Class<? extends Lookup<?>>> kinds() {
        return KINDS;
    }

    @Override
    public Session begin(Set<EventId> request) {
        LanguageModel.Conversation conversation = model.begin();
        return Session.of(Words.class, questions -> {
            Map<Question, String> answers =
                    conversation.answers(questions.stream().map(Words::question).collect(Collectors.toSet()));
            Map<Words, String> found = new HashMap<>();
            answers.forEach((question, answer) -> found.put(new Words(question), answer));
            return found;
        });
    }
}
