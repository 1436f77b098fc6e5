package com.ingestlayer.cli.pipelines;

import com.ingestlayer.cli.stack.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** The variables of the functions, which {@code ${env:NAME}} in the configuration stands for. */
public final class VariableOption {
    /** Where the shipped pipelines send; every stack has it. */
    public static final String WEBHOOK_URL = "WEBHOOK_URL";

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description =
                    "What $${env:NAME} stands for, as the stack's functions have it; may be given several times. Else the"
                            + " environment says it. Give secrets in the environment only.")
    private Map<String, String> variables = new LinkedHashMap<>();

    /** What the command line gives, and else what the environment has. */
    public UnaryOperator<String> over(UnaryOperator<String> environment) {
        return name -> variables.containsKey(name) ? variables.get(name) : environment.apply(name);
    }

    /** Adds the {@code WEBHOOK_URL} of a stack's functions where nothing else says it. */
    public static UnaryOperator<String> withStack(UnaryOperator<String> variables, Stack stack) {
        return name -> {
            String value = variables.apply(name);
            return isUnset(value) && name.equals(WEBHOOK_URL)
                    ? stack.webhookUrl().orElse(null)
                    : value;
        };
    }

    /** An empty variable counts as one that is not set, here as in the functions. */
    public static boolean isUnset(String value) {
        return value == null || value.isEmpty();
    }
}
