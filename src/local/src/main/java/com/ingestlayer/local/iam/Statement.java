package com.ingestlayer.local.iam;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One statement of a policy that allows something.
 *
 * @param sid its name
 * @param actions and
 * @param resources each may hold the wildcards {@code *} and {@code ?}
 */
public record Statement(String sid, List<String> actions, List<String> resources) {
    private static final Set<String> KNOWN = Set.of("Sid", "Effect", "Action", "Resource");

    public Statement {
        requireNonNull(sid, "sid is null");
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
    }

    /**
     * A statement as policies have it.
     *
     * @throws IllegalStateException when it says something that is not understood here, such as a condition
     */
    static Statement of(JsonNode statement) {
        String sid = statement.path("Sid").asText();
        statement.fieldNames().forEachRemaining(field -> {
            if (!KNOWN.contains(field)) {
                throw new IllegalStateException("the statement " + sid + " has " + field + ", which is not known here");
            }
        });
        if (!statement.path("Effect").asText().equals("Allow")) {
            throw new IllegalStateException("the statement " + sid + " does not allow; nothing else is known here");
        }
        return new Statement(sid, texts(statement.path("Action")), texts(statement.path("Resource")));
    }

    boolean allows(Access access) {
        // IAM takes actions in any case, and resources as they are written (IAM User Guide, "Policy elements").
        return actions.stream().anyMatch(action -> matches(action, access.action(), Pattern.CASE_INSENSITIVE))
                && resources.stream().anyMatch(resource -> matches(resource, access.resource(), 0));
    }

    /** What it allows, each action on each resource, wildcards and all. */
    public List<Access> permissions() {
        return actions.stream()
                .flatMap(action -> resources.stream().map(resource -> new Access(action, resource)))
                .toList();
    }

    /** Whether something that was used is a case of one of the {@link #permissions()}. */
    public static boolean covers(Access permission, Access used) {
        return new Statement("", List.of(permission.action()), List.of(permission.resource())).allows(used);
    }

    private static boolean matches(String pattern, String value, int flags) {
        if (pattern.equals(value)) {
            return true;
        }
        String regex = pattern.chars()
                .mapToObj(character -> switch (character) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(character));
                })
                .collect(Collectors.joining());
        return Pattern.compile(regex, flags | Pattern.DOTALL).matcher(value).matches();
    }

    private static List<String> texts(JsonNode oneOrMany) {
        return (oneOrMany.isArray() ? StreamSupport.stream(oneOrMany.spliterator(), false) : Stream.of(oneOrMany))
                .map(JsonNode::asText)
                .toList();
    }
}
