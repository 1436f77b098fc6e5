package com.ingestlayer.expression;

import java.util.ArrayList;
import java.util.List;

/** Tells people how a condition comes to what it says. */
public final class Explanation {
    private static final String INDENT = "     ";

    private final Scope scope;
    private final List<String> lines = new ArrayList<>();

    private Explanation(Scope scope) {
        this.scope = scope;
    }

    /** A line for each comparison, with {@code yes} or {@code no} before it and the values it saw behind. */
    public static List<String> of(Condition condition, Scope scope) {
        Explanation explanation = new Explanation(scope);
        explanation.tell(condition, "");
        return explanation.lines;
    }

    private void tell(Condition condition, String indent) {
        String mark = indent + (condition.holds(scope) ? "yes  " : "no   ");
        if (condition instanceof Condition.Comparison comparison) {
            String other = comparison.operand() instanceof Operand.Reference reference
                    ? ", " + reference.ref().shownIn(scope)
                    : "";
            lines.add(mark + comparison + "   " + comparison.field().shownIn(scope) + other);
        } else if (condition instanceof Condition.All all) {
            tell(mark + "all of", all.conditions(), indent);
        } else if (condition instanceof Condition.Any any) {
            tell(mark + "any of", any.conditions(), indent);
        } else if (condition instanceof Condition.Not not) {
            tell(mark + "not", List.of(not.condition()), indent);
        }
    }

    private void tell(String line, List<Condition> below, String indent) {
        lines.add(line);
        below.forEach(each -> tell(each, indent + INDENT));
    }
}
