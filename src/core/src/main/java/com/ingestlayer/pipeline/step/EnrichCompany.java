package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.email.Countries;
import com.ingestlayer.email.DomainName;
import com.ingestlayer.email.EmailAddress;
import com.ingestlayer.email.Mailboxes;
import com.ingestlayer.email.Names;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import com.ingestlayer.yaml.YamlMap;
import java.util.Optional;

/**
 * The step {@code enrich.company}: derives facts about a company from an e-mail address or a domain and puts them under
 * {@code $enrich.company}: the registered {@code domain}, a {@code name} guessed from it, and the {@code country} if it
 * can be guessed. It calls no service. It changes nothing if the value is no address or domain, or if the domain
 * belongs to a mailbox provider, which is not the company of its users.
 */
record EnrichCompany(Ref ref, boolean isEmail) implements Step {
    static final String NAME = "enrich.company";

    private static final String EXPECTED =
            "email: a ref to an e-mail address, or domain: a ref to a domain, such as $event.payload.email";

    EnrichCompany {
        requireNonNull(ref, "ref is null");
    }

    static Optional<EnrichCompany> read(YamlMap parameters) {
        parameters.allowOnly("email", "domain");
        boolean isEmail = parameters.get("email").isPresent();
        if (isEmail == parameters.get("domain").isPresent()) {
            parameters.refuse("expected either " + EXPECTED);
            return Optional.empty();
        }
        return parameters
                .get(isEmail ? "email" : "domain")
                .flatMap(Ref::read)
                .map(ref -> new EnrichCompany(ref, isEmail));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Result apply(EventContext context, LookupResults results) {
        return new Result.Continue(domain(context)
                .filter(domain -> Mailboxes.kindOf(domain) == Mailboxes.Kind.WORK)
                .flatMap(Mailboxes::registrableDomain)
                .map(domain -> context.with(Ref.Root.ENRICH, "company", about(domain)))
                .orElse(context));
    }

    private Optional<String> domain(EventContext context) {
        if (isEmail) {
            return EnrichPerson.address(ref, context).map(EmailAddress::domain);
        }
        JsonNode value = ref.in(context);
        return value.isTextual() ? DomainName.parse(value.textValue().strip()) : Optional.empty();
    }

    private static ObjectNode about(String domain) {
        ObjectNode company = Json.object().put("domain", domain).put("name", Names.ofCompany(domain));
        Countries.ofDomain(domain).ifPresent(country -> company.put("country", country));
        return company;
    }
}
