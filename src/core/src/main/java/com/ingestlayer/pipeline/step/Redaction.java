package com.ingestlayer.pipeline.step;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.event.Event;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.redaction.HashKey;
import com.ingestlayer.redaction.RedactionTree;
import com.ingestlayer.redaction.Treatment;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A matrix of values and destinations that says how each value is treated for each destination. It is compiled into one
 * tree per destination. Immutable and thread-safe.
 */
public final class Redaction {
    /**
     * A row of the matrix: the treatments of one value.
     *
     * @param path the root of the value, then its path
     * @param everywhere the treatment for every destination without a cell
     * @param cells the treatments by destination name
     */
    record Row(List<String> path, Treatment everywhere, Map<String, Treatment> cells) {
        Row {
            path = List.copyOf(path);
            requireNonNull(everywhere, "everywhere is null");
            cells = Map.copyOf(cells);
        }

        Treatment at(String destination) {
            return cells.getOrDefault(destination, everywhere);
        }

        /** A model never sees a value that is raw for one destination but not for all. */
        Treatment forModel() {
            return everywhere == Treatment.STRIP ? Treatment.STRIP : Treatment.MASK;
        }
    }

    private final Map<String, RedactionTree> columns = new HashMap<>();
    private final RedactionTree everywhere;
    private final RedactionTree model;

    /**
     * Compiles the matrix.
     *
     * @param fields the rows for whole values
     * @param text the rows for personal data that is found inside text
     * @param key the key for {@link Treatment#HASH}; empty if no cell uses it
     */
    Redaction(Collection<Row> fields, Collection<Row> text, Optional<HashKey> key) {
        Set<String> named = new HashSet<>();
        Stream.concat(fields.stream(), text.stream())
                .forEach(row -> named.addAll(row.cells().keySet()));
        for (String destination : named) {
            columns.put(destination, column(fields, text, row -> row.at(destination), key));
        }
        everywhere = column(fields, text, Row::everywhere, key);
        model = column(fields, text, Row::forModel, key);
    }

    private static RedactionTree column(
            Collection<Row> fields, Collection<Row> text, Function<Row, Treatment> cell, Optional<HashKey> key) {
        return RedactionTree.of(treatments(fields, cell), treatments(text, cell), key);
    }

    private static Map<List<String>, Treatment> treatments(Collection<Row> rows, Function<Row, Treatment> cell) {
        Map<List<String>, Treatment> treatments = new HashMap<>();
        rows.forEach(row -> treatments.put(row.path(), cell.apply(row)));
        return treatments;
    }

    RedactionTree forDestination(String name) {
        return columns.getOrDefault(name, everywhere);
    }

    RedactionTree forModel() {
        return model;
    }

    /** Returns the context with one column of each of its redactions applied; the context itself if it has none. */
    static EventContext apply(EventContext context, Function<Redaction, RedactionTree> column) {
        if (context.redactions().isEmpty()) {
            return context;
        }
        Event event = context.event();
        ObjectNode payload = event.payload();
        Map<Ref.Root, ObjectNode> findings = new EnumMap<>(Ref.Root.class);
        findings.putAll(context.findings());
        for (Redaction redaction : context.redactions()) {
            RedactionTree tree = column.apply(redaction);
            payload = (ObjectNode)
                    tree.below(Ref.Root.EVENT.field()).below("payload").apply(payload, context.searched());
            findings.replaceAll(
                    (root, all) -> (ObjectNode) tree.below(root.field()).apply(all, context.searched()));
        }
        Event redacted = new Event(event.id(), event.type(), event.receivedAt(), event.source(), payload);
        return new EventContext(
                context.pipeline(),
                redacted,
                findings,
                context.notBefore(),
                context.template(),
                List.of(),
                context.searched());
    }
}
