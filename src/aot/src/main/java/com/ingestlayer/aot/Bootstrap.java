package com.ingestlayer.aot;

import static com.ingestlayer.aot.AotPackage.CACHE;
import static com.ingestlayer.aot.AotPackage.JRE;

import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.runtime.RuntimeLoop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** What starts a package's process: the file that Lambda runs, and the same command for training. */
final class Bootstrap {
    private static final String JAVA = JRE + "/bin/java";

    /** A cache is good for the options that it was made with. */
    private static final List<String> OPTIONS = List.of(
            "-XX:+UseSerialGC", // one core has no use for a parallel one
            "-XX:MaxRAMPercentage=70", // beside it: code, classes, threads' stacks, buffers
            "-XX:-UsePerfData", // nobody attaches to a process in Lambda
            "-Dslf4j.internal.verbosity=ERROR"); // HttpClient finds no logger, which it would tell

    private Bootstrap() {}

    static void write(List<String> jars, Path file) throws IOException {
        String text = """
                #!/bin/sh
                # Lambda starts this; _HANDLER and LAMBDA_TASK_ROOT are Lambda's, INGESTLAYER_JAVA_OPTIONS is yours.
                cd "$LAMBDA_TASK_ROOT" || exit 1
                exec %s -XX:AOTCache=%s %s $INGESTLAYER_JAVA_OPTIONS %s "$_HANDLER"
                """.formatted(JAVA, CACHE, String.join(" ", OPTIONS), String.join(" ", program(jars)));
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The command that starts a process which writes its cache when it ends. */
    static List<String> training(FunctionPackage function, List<String> jars) {
        List<String> command = new ArrayList<>();
        command.add(function.root().resolve(JAVA).toString());
        command.add("-XX:AOTCacheOutput=" + CACHE);
        command.addAll(OPTIONS);
        command.addAll(program(jars));
        command.add(function.handler());
        return command;
    }

    private static List<String> program(List<String> jars) {
        return List.of("-cp", String.join(":", jars), RuntimeLoop.class.getName());
    }
}
