package com.ingestlayer.bench;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.Launcher;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** Unpacks what is measured, and says how each is started. */
final class Lineup {
    /** AWS: "Customize Java runtime startup behavior": without SnapStart, its Java runtime stops at the first compiler. */
    static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    static final String NODE = "Node.js peer";
    static final String SNAP_START = "managed, both compilers (SnapStart)";

    private static final String NODE_PEER = "src/bench/peers/node";
    private static final String JAVA_PEER = "src/bench/peers/java/target/function.zip";

    private final Path root;
    private final Path work;

    /**
     * @param root the project's directory, with everything built below it
     * @param work an empty directory
     */
    Lineup(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    /** The function as Lambda's managed Java runtime starts it, without SnapStart. */
    Candidate managed(Job job) throws IOException {
        return managed(job, "managed", List.of(FIRST_COMPILER_ONLY));
    }

    /** The function as Lambda's managed Java runtime starts it to make a snapshot: with both compilers. */
    Candidate snapStart(Job job) throws IOException {
        return managed(job, SNAP_START, List.of());
    }

    /** The function as a native program. */
    Candidate natively(Job job, Path zips) throws IOException {
        return ownRuntime(job, "native", zips.resolve(job.word() + ".zip"), false);
    }

    /** The zip of another checkout, as its template says it is called. */
    Candidate before(Job job, Path checkout) throws IOException {
        FunctionPackage function = FunctionPackage.unpack(
                checkout.resolve("src").resolve(job.word()).resolve("target/function.zip"),
                work.resolve(job.word() + "-before"),
                handlerIn(checkout, job));
        return new Candidate("managed, before", job, function, underAws(List.of(FIRST_COMPILER_ONLY)), true);
    }

    /** The function's own handler, or the one of all functions. */
    private static String handlerIn(Path checkout, Job job) throws IOException {
        List<String> handlers = Files.readAllLines(checkout.resolve("template.yaml")).stream()
                .map(String::strip)
                .filter(line -> line.startsWith("Handler: "))
                .map(line -> line.substring("Handler: ".length()).split(" ", 2)[0])
                .toList();
        return handlers.stream()
                .filter(handler -> handler.contains("." + job.word() + "."))
                .findFirst()
                .orElse(handlers.get(0));
    }

    /** A zip with a {@code bootstrap}, as Lambda's OS-only runtimes start it. */
    private Candidate ownRuntime(Job job, String name, Path zip, boolean jvm) throws IOException {
        FunctionPackage function = FunctionPackage.unpack(zip, work.resolve(job.word() + "-" + name), job.handler());
        return new Candidate(name, job, function, Launcher.bootstrap(), jvm);
    }

    /** What a user would write for Node.js. */
    Candidate nodePeer(Job job) {
        return new Candidate(
                NODE,
                job,
                new FunctionPackage(root.resolve(NODE_PEER), job.word()),
                unpacked -> List.of("node", "dist/runtime.mjs", unpacked.handler()),
                false);
    }

    /** What a user would write in Java without a framework. */
    Candidate javaPeer(Job job) throws IOException {
        String handler = "com.ingestlayer.bench.peer."
                + switch (job) {
                    case INGRESS -> "IngressFunction";
                    case DELIVERY -> "DeliveryFunction";
                }
                + "::handleRequest";
        FunctionPackage function =
                FunctionPackage.unpack(root.resolve(JAVA_PEER), work.resolve(job.word() + "-java-peer"), handler);
        return new Candidate("plain Java peer", job, function, underAws(List.of(FIRST_COMPILER_ONLY)), true);
    }

    private Candidate managed(Job job, String name, List<String> options) throws IOException {
        Path zip = root.resolve("src").resolve(job.word()).resolve("target/function.zip");
        FunctionPackage function = FunctionPackage.unpack(
                zip, work.resolve(job.word() + "-" + name.replaceAll("[^A-Za-z]", "")), job.handler());
        return new Candidate(name, job, function, underAws(options), true);
    }

    /** AWS's own runtime interface client, which loads the zip's classes with a class loader of its own. */
    private static Launcher underAws(List<String> options) {
        String classPath = Stream.of(
                        AWSLambda.class, RequestHandler.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(Launcher::placeOf)
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        return function -> {
            List<String> command =
                    new ArrayList<>(Launcher.command(classPath, AWSLambda.class.getName(), function.handler()));
            command.remove(FIRST_COMPILER_ONLY);
            command.addAll(1, options);
            return command;
        };
    }
}
