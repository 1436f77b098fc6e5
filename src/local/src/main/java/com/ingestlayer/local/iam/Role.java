package com.ingestlayer.local.iam;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * What somebody may do.
 *
 * @param holder such as the functions {@code ingress} and {@code delivery}
 * @param statements of all policies of the role
 */
public record Role(String holder, List<Statement> statements) {
    private static final Pattern ARN_OF_ROLE = Pattern.compile("arn:aws:iam::[0-9]+:role/(.+)");

    public Role {
        requireNonNull(holder, "holder is null");
        statements = List.copyOf(statements);
    }

    /**
     * The role of a function.
     *
     * @param resource the function's name in the template, such as {@code IngressFunction}
     * @throws IllegalStateException when the function's rights are not all in an AWS::IAM::Role of the template
     */
    static Role of(String function, String resource, Template template) {
        JsonNode ownRole = template.source()
                .path("Resources")
                .path(resource)
                .path("Properties")
                .path("Role");
        Matcher arn = ARN_OF_ROLE.matcher(template.resolve(ownRole).asText());
        if (!arn.matches()) {
            throw new IllegalStateException(resource + " has no role of its own, so SAM would make one");
        }
        JsonNode properties = template.properties(arn.group(1));
        if (properties.has("ManagedPolicyArns")) {
            throw new IllegalStateException(arn.group(1) + " has managed policies, which are not known here");
        }
        List<Statement> statements = new ArrayList<>();
        properties.path("Policies").forEach(policy -> policy.path("PolicyDocument")
                .path("Statement")
                .forEach(statement -> statements.add(Statement.of(statement))));
        return new Role(function, statements);
    }

    /** A role that has one policy, in IAM's JSON. */
    public static Role ofPolicy(String holder, JsonNode policy) {
        return new Role(
                holder,
                StreamSupport.stream(policy.path("Statement").spliterator(), false)
                        .map(Statement::of)
                        .toList());
    }

    public boolean allows(Access access) {
        return statements.stream().anyMatch(statement -> statement.allows(access));
    }
}
