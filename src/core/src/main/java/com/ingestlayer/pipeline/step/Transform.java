package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.expression.Template;
import com.ingestlayer.expression.TemplateReader;
import com.ingestlayer.yaml.YamlMap;
import java.util.Optional;

/**
 * {@code transform}: makes the bodies by a template, for each destination from what it may see. Of several, the last makes
 * them. The template is filled once all steps are through, so it sees what later steps found too.
 */
record Transform(Template template) implements Step {
    static final String NAME = "transform";

    Transform {
        requireNonNull(template, "template is null");
    }

    static Optional<Transform> read(YamlMap parameters) {
        parameters.allowOnly("template");
        return parameters
                .require("template", "what the body looks like, such as { user: $event.payload.user_id, at: now() }")
                .flatMap(TemplateReader::read)
                .map(Transform::new);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result apply(EventContext facts, LookupResults answers) {
        return new Result.Continue(facts.with(template));
    }
}
