package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.table.TableNames;
import com.ingestlayer.cli.failure.AwsErrors;
import com.ingestlayer.cli.failure.CommandException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;

/** Reads the names of a deployed stack from its CloudFormation outputs, once, and keeps them. Not thread-safe. */
final class StackOutputs implements Supplier<StackNames> {
    private final Supplier<CloudFormationClient> client;
    private final Target target;
    private StackNames names;

    StackOutputs(Supplier<CloudFormationClient> client, Target target) {
        this.client = requireNonNull(client, "client is null");
        this.target = requireNonNull(target, "target is null");
    }

    @Override
    public StackNames get() {
        if (names == null) {
            Stack stack = stack();
            names = names(
                    stack.outputs().stream().collect(Collectors.toMap(Output::outputKey, Output::outputValue)),
                    stack.parameters().stream()
                            .filter(parameter -> parameter.parameterKey().equals("WebhookUrl"))
                            .map(Parameter::parameterValue)
                            .filter(url -> !url.isEmpty())
                            .findFirst());
        }
        return names;
    }

    private StackNames names(Map<String, String> outputs, Optional<String> webhookUrl) {
        return new StackNames(
                new TableNames(
                        required(outputs, "EventsTableName"),
                        required(outputs, "EntitiesTableName"),
                        required(outputs, "StateTableName"),
                        required(outputs, "KeysTableName")),
                new StackNames.QueueUrls(
                        required(outputs, "DeliveriesQueueUrl"), required(outputs, "DeadLetterQueueUrl")),
                StackNames.sourceSecretsOf(target.name()),
                Optional.ofNullable(outputs.get("ApiUrl")).map(url -> url.replaceAll("/+$", "")),
                webhookUrl);
    }

    private String required(Map<String, String> outputs, String output) {
        return Optional.ofNullable(outputs.get(output))
                .orElseThrow(() -> CommandException.refused("the stack " + target.name() + " has no output " + output
                        + ": it is not an Ingestlayer stack, or has to be deployed again"));
    }

    private Stack stack() {
        try {
            return client.get()
                    .describeStacks(describe -> describe.stackName(target.name()))
                    .stacks()
                    .get(0);
        } catch (CloudFormationException e) {
            if (e.awsErrorDetails() != null
                    && "ValidationError".equals(e.awsErrorDetails().errorCode())) {
                throw CommandException.refused(
                        "there is no stack " + target.name()
                                + target.region().map(region -> " in " + region).orElse(" in this region")
                                + "; name yours with --stack and --region, or take the one of ./mvnw -Plocal with --local",
                        e);
            }
            throw unreachable(e);
        } catch (SdkException e) {
            throw unreachable(e);
        }
    }

    private static CommandException unreachable(SdkException e) {
        return CommandException.unreachable(
                "CloudFormation did not tell what the stack consists of: "
                        + AwsErrors.reason(e).orElse(e.getMessage()),
                e);
    }
}
