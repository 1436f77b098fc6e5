package com.ingestlayer.local.logs;

/** Takes each line that a function prints, as it comes. Thread-safe. */
@FunctionalInterface
public interface FunctionLog {
    /** @param function its short name, such as {@code ingress} */
    void line(String function, String line);

    /** Lines as they are in CloudWatch Logs, with nothing around them, for tools that read JSON. */
    FunctionLog RAW = (function, line) -> System.out.println(line);

    /** Short lines for people; metrics are left out. */
    FunctionLog READABLE = (function, line) -> {
        ReadableLine.of(line)
                .ifPresent(text -> text.lines().forEach(part -> System.out.println(function + " | " + part)));
    };
}
