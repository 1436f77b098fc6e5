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

/** Unpacks the candidates and determines how each is started. */
final class Lineup {
    /**
     * Without SnapStart, Lambda's Java runtime uses only the first compiler (AWS: "Customize Java runtime startup
     * behavior").
     */
    static final String FIRST_COMPILER_ONLY = "-XX:TieredStopAtLevel=1";

    static final String NATIVE = "native";
    static final String SNAP_START = "SnapStart's JVM";
    static final String NODE = "Node.js peer";

    /** The suffix of the names of functions from an earlier build. */
    static final String BEFORE = ", before";

    private static final String NODE_PEER = "src/bench/peers/node";
    private static final String JAVA_PEER = "src/bench/peers/java/target/function.zip";

    private final Options options;
    private final Path work;

    /**
     * Creates the lineup.
     *
     * @param options name the functions' directories
     * @param work an empty directory
     */
    Lineup(Options options, Path work) {
        this.options = options;
        this.work = work;
    }

    /** Returns all candidates, in the order of the tables' columns. */
    List<Candidate> all(Job job) throws IOException {
        List<Candidate> all = new ArrayList<>();
        if (options.natives().isPresent()) {
            all.add(natively(job, NATIVE, options.natives().get()));
        }
        if (options.before().isPresent()) {
            all.add(natively(job, NATIVE + BEFORE, options.before().get()));
        }
        all.add(snapStart(job));
        if (options.beforeJars().isPresent()) {
            Path checkout = options.beforeJars().get();
            all.add(managed(job, SNAP_START + BEFORE, zipIn(checkout, job), handlerIn(checkout, job), List.of()));
        }
        all.add(nodePeer(job));
        all.add(javaPeer(job));
        return all;
    }

    /** Returns the function as a native executable, which Lambda's OS-only runtime starts. */
    private Candidate natively(Job job, String name, Path zips) throws IOException {
        Path zip = zips.resolve(job.word() + ".zip");
        FunctionPackage function = FunctionPackage.unpack(zip, directoryFor(job, name), job.handler());
        return new Candidate(name, job, function, Launcher.bootstrap(), false, PackageSize.of(zip, function.root()));
    }

    /**
     * Returns the function as Lambda's managed Java runtime starts it to take a snapshot, that is with both
     * compilers. The start from a snapshot cannot be measured here.
     */
    Candidate snapStart(Job job) throws IOException {
        Path zip = options.jars().map(zips -> zips.resolve(job.word() + ".zip")).orElse(zipIn(options.root(), job));
        return managed(job, SNAP_START, zip, job.handler(), List.of());
    }

    private static Path zipIn(Path checkout, Job job) {
        return checkout.resolve("src").resolve(job.word()).resolve("target/function.zip");
    }

    private Path directoryFor(Job job, String name) {
        return work.resolve(job.word() + "-" + name.replaceAll("[^A-Za-z]", ""));
    }

    /** Returns the handler of this function, or the handler that all functions share. */
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

    /** Returns the peer that a user would write for Node.js. */
    Candidate nodePeer(Job job) throws IOException {
        Path peer = options.root().resolve(NODE_PEER);
        return new Candidate(
                NODE,
                job,
                new FunctionPackage(peer, job.word()),
                unpacked -> List.of("node", "dist/runtime.mjs", unpacked.handler()),
                false,
                PackageSize.ofDirectory(peer.resolve("dist")));
    }

    /** Returns the peer that a user would write in Java without a framework. */
    Candidate javaPeer(Job job) throws IOException {
        String handler = "com.ingestlayer.bench.peer."
                + switch (job) {
                    case INGRESS -> "IngressFunction";
                    case DELIVERY -> "DeliveryFunction";
                }
                + "::handleRequest";
        return managed(
                job, "plain Java peer", options.root().resolve(JAVA_PEER), handler, List.of(FIRST_COMPILER_ONLY));
    }

    private Candidate managed(Job job, String name, Path zip, String handler, List<String> jvmOptions)
            throws IOException {
        FunctionPackage function = FunctionPackage.unpack(zip, directoryFor(job, name), handler);
        return new Candidate(name, job, function, underAws(jvmOptions), true, PackageSize.of(zip, function.root()));
    }

    /** Starts AWS's own runtime interface client, which loads the zip's classes with its own class loader. */
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
