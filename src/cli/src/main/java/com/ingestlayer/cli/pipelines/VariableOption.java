package com.ingestlayer.cli.pipelines;

import com.ingestlayer.cli.stack.Stack;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Option;

/** The option {@code --env}, which sets the variables that {@code ${env:NAME}} refers to in the configuration. */
public final class VariableOption {
    /** The variable with the address of the shipped pipelines. Every stack sets it. */
    public static final String WEBHOOK_URL = "WEBHOOK_URL";

    @Option(
            names = "--env",
            paramLabel = "NAME=VALUE",
            description =
                    "The value of $${env:NAME}, as the stack's functions have it; may be repeated. By default the value comes"
                            + " from the environment. Pass secrets in the environment only.")
    private Map<String, String> variables = new LinkedHashMap<>();

    /** Returns the variables of the command line, and those of the environment for all other names. */
    public UnaryOperator<String> over(UnaryOperator<String> environment) {
        return name -> variables.containsKey(name) ? variables.get(name) : environment.apply(name);
    }

    /** Adds the {@code WEBHOOK_URL} of the stack's functions, unless the variable is set already. */
    public static UnaryOperator<String> withStack(UnaryOperator<String> variables, Stack stack) {
        return name -> {
            String value = variables.apply(name);
            return isUnset(value) && name.equals(WEBHOOK_URL)
                    ? stack.webhookUrl().orElse(null)
                    : value;
        };
    }

    /** Returns whether a variable is unset. An empty one counts as unset, as it does in the functions. */
    public static boolean isUnset(String value) {
        return value == null || value.isEmpty();
    }
}
