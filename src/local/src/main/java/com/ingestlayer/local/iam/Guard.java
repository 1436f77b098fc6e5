package com.ingestlayer.local.iam;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.local.StackLayout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides about calls as IAM would, those of the functions by the roles in template.yaml, and keeps what was asked for. Who
 * calls is told by the access key in the signature, of which each function has its own; nobody else may do anything.
 * Signatures themselves are not checked. Thread-safe.
 */
public final class Guard {
    private static final Pattern ACCESS_KEY = Pattern.compile("Credential=([^/]+)/");

    private final Map<String, Role> roles;
    private final Set<Use> used = ConcurrentHashMap.newKeySet();
    private final Set<String> refusals = ConcurrentHashMap.newKeySet();

    /** What somebody, such as the function {@code ingress}, asked for and got. */
    public record Use(String caller, Access access) {}

    private Guard(Map<String, Role> roles) {
        this.roles = Map.copyOf(roles);
    }

    /** Decides by the roles of the two functions. */
    public static Guard of(Template template) {
        return of(Map.of(
                StackLayout.accessKeyOf("ingress"), Role.of("ingress", "IngressFunction", template),
                StackLayout.accessKeyOf("delivery"), Role.of("delivery", "DeliveryFunction", template)));
    }

    /** Decides by other roles, each known by its access key. */
    public static Guard of(Map<String, Role> roles) {
        return new Guard(roles);
    }

    /**
     * Lets a call pass, or says why not.
     *
     * @param authorization the header of that name
     * @return empty when it may pass; otherwise what IAM would say
     */
    public Optional<String> refusal(String authorization, ApiCall call) {
        requireNonNull(authorization, "authorization is null");
        Matcher key = ACCESS_KEY.matcher(authorization);
        Optional<Role> role = key.find() ? Optional.ofNullable(roles.get(key.group(1))) : Optional.empty();
        List<Access> accesses = call.accesses();
        for (Access access : accesses) {
            if (role.isEmpty() || !role.get().allows(access)) {
                String caller = role.map(Role::holder).orElse("somebody");
                String refusal = caller + " is not authorized to perform: " + access.action() + " on resource: "
                        + access.resource() + " because no identity-based policy allows the " + access.action()
                        + " action";
                refusals.add(refusal);
                return Optional.of(refusal);
            }
        }
        accesses.forEach(access -> used.add(new Use(role.orElseThrow().holder(), access)));
        return Optional.empty();
    }

    /** Of everybody who may do something. */
    public List<Role> roles() {
        return List.copyOf(roles.values());
    }

    /** Everything that was asked for and allowed so far. */
    public Set<Use> used() {
        return Set.copyOf(used);
    }

    /** Everything that was refused so far, in IAM's words. */
    public Set<String> refusals() {
        return Set.copyOf(refusals);
    }
}
