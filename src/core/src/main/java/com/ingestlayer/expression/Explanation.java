package com.ingestlayer.expression;

import java.util.ArrayList;
import java.util.List;

/** Explains to human readers how a condition comes to its result. */
public final class Explanation {
    private static final String INDENT = "     ";

    private final Scope scope;
    private final List<String> lines = new ArrayList<>();

    private Explanation(Scope scope) {
        this.scope = scope;
    }

    /**
     * Returns one line per comparison and group: {@code yes} or {@code no}, then the comparison and the values that it
     * compared.
     */
    public static List<String> of(Condition condition, Scope scope) {
        Explanation explanation = new Explanation(scope);
        explanation.explain(condition, "");
        return explanation.lines;
    }

    private void explain(Condition condition, String indent) {
        String mark = indent + (condition.holds(scope) ? "yes  " : "no   ");
        if (condition instanceof Condition.Comparison comparison) {
            String other = comparison.operand() instanceof Operand.Reference reference
                    ? ", " + reference.ref().shownIn(scope)
                    : "";
            lines.add(mark + comparison + "   " + comparison.field().shownIn(scope) + other);
        } else if (condition instanceof Condition.All all) {
            explain(mark + "all of", all.conditions(), indent);
        } else if (condition instanceof Condition.Any any) {
            explain(mark + "any of", any.conditions(), indent);
        } else if (condition instanceof Condition.Not not) {
            explain(mark + "not", List.of(not.condition()), indent);
        }
    }

    private void explain(String line, List<Condition> below, String indent) {
        lines.add(line);
        below.forEach(each -> explain(each, indent + INDENT));
    }
}
