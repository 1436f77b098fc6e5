package com.ingestlayer.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** {@code ./mvnw package -Paot}: puts an aot package in the place of each function's zip of jars. */
public final class Main {
    private Main() {}

    /** @param arguments the project's directory, and a JDK's */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path root = Path.of(arguments[0]);
        Path jdk = Path.of(arguments[1]);
        try {
            checkSystem();
            for (Job job : Job.values()) {
                Path zip = root.resolve("src").resolve(job.word()).resolve("target/function.zip");
                Path made = zip.resolveSibling("function-aot.zip");
                AotPackage.make(zip, job, jdk, made);
                Files.move(made, zip, StandardCopyOption.REPLACE_EXISTING);
                System.out.println(root.relativize(zip) + ": " + Files.size(zip) / 1_000_000
                        + " MB, for Packaging=aot Architecture=" + architecture());
            }
        } catch (PackagingException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void checkSystem() throws PackagingException {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new PackagingException(
                    "an aot package runs where it was made, and Lambda is Linux; this is " + system);
        }
    }

    /** As Lambda calls it. */
    private static String architecture() {
        return switch (System.getProperty("os.arch")) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm64";
            default -> "which Lambda does not have: " + System.getProperty("os.arch");
        };
    }
}
