package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.yaml.YamlMap;
import java.util.List;
import java.util.Optional;

/**
 * The step {@code enrich.ip}: puts what the operator's lists and databases say about an IP address under
 * {@code $enrich.ip}. The address itself is not copied there. A value that is not an IP address changes nothing.
 */
record EnrichIp(Ref ip) implements Step {
    static final String NAME = "enrich.ip";

    EnrichIp {
        requireNonNull(ip, "ip is null");
    }

    static Optional<EnrichIp> read(YamlMap parameters) {
        parameters.allowOnly("ip");
        return parameters
                .require("ip", "a ref to an IP address, such as $event.payload.ip")
                .flatMap(Ref::read)
                .map(EnrichIp::new);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Lookup<?>> lookups(EventContext context) {
        return address(context).<List<Lookup<?>>>map(List::of).orElse(List.of());
    }

    @Override
    public Result apply(EventContext context, LookupResults results) {
        return new Result.Continue(address(context)
                .flatMap(results::of)
                .map(known -> context.with(Ref.Root.ENRICH, "ip", known))
                .orElse(context));
    }

    private Optional<IpService.Address> address(EventContext context) {
        return Optional.of(ip.in(context))
                .filter(JsonNode::isTextual)
                .map(text -> new IpService.Address(text.textValue()));
    }
}
