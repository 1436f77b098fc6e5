package com.ingestlayer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures a function's process through the operating system and the JVM. */
record FunctionProcess(ProcessHandle handle) {
    private static final Pattern ALLOCATED = Pattern.compile(" allocated=([0-9]+)([BKMG])");

    /** Returns the CPU time that the process has used so far. */
    Duration cpu() {
        return handle.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("this system tells no CPU time of processes"));
    }

    /**
     * Returns the CPU time that its live threads have used so far, on Linux with a resolution of nanoseconds. Linux
     * reports the CPU time of a whole process in steps of 10 ms, which is as much as a native executable needs to
     * start.
     */
    Duration cpuOfThreads() throws IOException {
        Path threads = Path.of("/proc", Long.toString(handle.pid()), "task");
        if (!Files.isReadable(threads.resolve(Long.toString(handle.pid())).resolve("schedstat"))) {
            return cpu();
        }
        long nanos = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(threads)) {
            for (Path thread : all) {
                nanos += nanosOf(thread);
            }
        }
        return Duration.ofNanos(nanos);
    }

    private static long nanosOf(Path thread) throws IOException {
        try {
            return Long.parseLong(Files.readString(thread.resolve("schedstat")).split(" ", 2)[0]);
        } catch (NoSuchFileException e) {
            return 0; // the thread has just ended
        }
    }

    double residentMegabytes() throws IOException, InterruptedException {
        return Long.parseLong(run(List.of("ps", "-o", "rss=", "-p", Long.toString(handle.pid())))
                        .strip())
                / 1024.0;
    }

    /**
     * Returns the bytes that the threads of a JVM have allocated so far, without those of threads that have ended.
     */
    long allocatedBytes() throws IOException, InterruptedException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Matcher threads = ALLOCATED.matcher(run(List.of(jcmd, Long.toString(handle.pid()), "Thread.print", "-e")));
        long bytes = 0;
        while (threads.find()) {
            bytes += Long.parseLong(threads.group(1)) << (10 * "BKMG".indexOf(threads.group(2)));
        }
        return bytes;
    }

    private static String run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + said.strip());
        }
        return said;
    }
}
