package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.email.Countries;
import com.ingestlayer.email.EmailAddress;
import com.ingestlayer.email.Mailboxes;
import com.ingestlayer.email.Names;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import com.ingestlayer.yaml.YamlMap;
import java.util.Optional;

/**
 * The step {@code enrich.person}: derives facts about the owner of an e-mail address and puts them under
 * {@code $enrich.person}: {@code kind}, {@code domain}, {@code role_account}, and {@code name} and {@code country} if
 * they can be guessed. It calls no service. The address itself is not copied there, so masking it in one place is
 * enough. A value that is not an address changes nothing.
 */
record EnrichPerson(Ref email) implements Step {
    static final String NAME = "enrich.person";

    EnrichPerson {
        requireNonNull(email, "email is null");
    }

    static Optional<EnrichPerson> read(YamlMap parameters) {
        parameters.allowOnly("email");
        return parameters
                .require("email", "a ref to an e-mail address, such as $event.payload.email")
                .flatMap(Ref::read)
                .map(EnrichPerson::new);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result apply(EventContext context, LookupResults results) {
        return new Result.Continue(address(email, context)
                .map(address -> context.with(Ref.Root.ENRICH, "person", about(address)))
                .orElse(context));
    }

    /** Returns the address that a ref points at; empty if the value is not an address. */
    static Optional<EmailAddress> address(Ref ref, EventContext context) {
        JsonNode value = ref.in(context);
        return value.isTextual() ? EmailAddress.parse(value.textValue()) : Optional.empty();
    }

    private static ObjectNode about(EmailAddress address) {
        boolean role = Mailboxes.isRole(address.local());
        ObjectNode person = Json.object()
                .put("kind", Mailboxes.kindOf(address.domain()).word())
                .put("domain", address.domain())
                .put("role_account", role);
        if (!role) {
            Names.ofPerson(address.local()).ifPresent(name -> person.put("name", name));
        }
        Countries.ofDomain(address.domain()).ifPresent(country -> person.put("country", country));
        return person;
    }
}
