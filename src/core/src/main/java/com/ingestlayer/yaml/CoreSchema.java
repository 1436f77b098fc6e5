package com.ingestlayer.yaml;

import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;

/**
 * The core schema of YAML 1.2 (section 10.3.2), exactly as specified. The parser's own core schema treats {@code ~},
 * {@code Null} and {@code NULL} as text.
 */
final class CoreSchema extends JsonSchema {
    private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
    private static final Pattern BOOL = Pattern.compile("true|True|TRUE|false|False|FALSE");
    private static final Pattern INT = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
    private static final Pattern FLOAT = Pattern.compile(
            "[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

    @Override
    public ScalarResolver getScalarResolver() {
        return (text, plain) -> plain ? resolve(text) : Tag.STR;
    }

    private static Tag resolve(String text) {
        if (NULL.matcher(text).matches()) {
            return Tag.NULL;
        }
        if (BOOL.matcher(text).matches()) {
            return Tag.BOOL;
        }
        if (INT.matcher(text).matches()) {
            return Tag.INT;
        }
        return FLOAT.matcher(text).matches() ? Tag.FLOAT : Tag.STR;
    }
}
