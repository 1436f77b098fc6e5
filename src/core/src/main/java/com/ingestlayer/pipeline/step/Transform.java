package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.expression.Template;
import com.ingestlayer.expression.TemplateReader;
import com.ingestlayer.yaml.YamlMap;
import java.util.Optional;

/**
 * The step {@code transform}: sets the template of the bodies, which is rendered for each destination from what that
 * destination may see. If a pipeline has several such steps, the last one applies. The template is rendered after all
 * steps, so it also sees the findings of later steps.
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
    public Result apply(EventContext context, LookupResults results) {
        return new Result.Continue(context.with(template));
    }
}
