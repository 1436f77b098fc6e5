package com.ingestlayer.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.ingestlayer.cli.console.CliContext;
import com.ingestlayer.cli.stack.EnvironmentProxies;
import com.ingestlayer.cli.stack.Stacks;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.net.ProxySelector;
import java.security.SecureRandom;
import java.time.Clock;

/** The entry point of the process. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        // Keeps as many idle connections as there are parallel writes; the default of the JDK is 5.
        System.setProperty("http.maxConnections", "32");
        ProxySelector.setDefault(new EnvironmentProxies());
        PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), true, UTF_8);
        PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, UTF_8);
        int exitCode = Commands.in(new CliContext(
                        new Stacks(System::getenv)::find,
                        System::getenv,
                        Clock.systemUTC(),
                        new SecureRandom(),
                        System.in,
                        out,
                        err,
                        Boolean.getBoolean("ingestlayer.terminal")))
                .execute(arguments);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }
}
