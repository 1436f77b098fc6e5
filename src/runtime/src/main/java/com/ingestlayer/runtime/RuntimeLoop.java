package com.ingestlayer.runtime;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * A Lambda runtime for stream handlers. It takes the next invocation from the Runtime API, calls the handler, posts
 * its answer, and repeats (AWS: "Using the Lambda runtime API for custom runtimes"). It ends when the Runtime API
 * shuts down. When an answer cannot be posted or memory runs out, it exits with a status other than 0; Lambda then
 * tells the caller and starts another process. It runs on a single thread, because Lambda gives a process one
 * invocation at a time.
 */
public final class RuntimeLoop {
    /** The system property in which AWS's own runtimes pass the trace header. */
    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    private final RuntimeApi api;
    private final RequestStreamHandler handler;

    private RuntimeLoop(RuntimeApi api, RequestStreamHandler handler) {
        this.api = api;
        this.handler = handler;
    }

    /** @param arguments the handler, as {@code package.Class} or {@code package.Class::method} */
    public static void main(String[] arguments) {
        int status = 0;
        try {
            run(new RuntimeApi(System.getenv("AWS_LAMBDA_RUNTIME_API")), arguments[0]);
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace();
            status = 1;
        }
        // Threads of the handler, such as an event loop's, would keep the process alive.
        System.exit(status);
    }

    /**
     * Runs until the Runtime API shuts down.
     *
     * @throws IllegalStateException when the handler cannot be created, which is reported to the Runtime API too
     */
    static void run(RuntimeApi api, String handler) throws IOException {
        RequestStreamHandler made;
        try {
            made = create(handler);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            api.failedStart(ErrorReport.of(rootOf(e)));
            throw new IllegalStateException("the function did not start", e);
        }
        new RuntimeLoop(api, made).run();
    }

    private static RequestStreamHandler create(String handler) throws ReflectiveOperationException {
        int method = handler.indexOf("::");
        return Class.forName(method < 0 ? handler : handler.substring(0, method))
                .asSubclass(RequestStreamHandler.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    private void run() throws IOException {
        Optional<Invocation> next = api.next();
        while (next.isPresent()) {
            tellTrace(next.get().trace());
            answer(next.get());
            next = api.next();
        }
    }

    private static void tellTrace(Optional<String> header) {
        if (header.isPresent()) {
            System.setProperty(TRACE_PROPERTY, header.get());
        } else {
            System.clearProperty(TRACE_PROPERTY);
        }
    }

    private void answer(Invocation invocation) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            handler.handleRequest(new ByteArrayInputStream(invocation.event()), answer, invocation);
        } catch (IOException | RuntimeException | LinkageError e) {
            rootOf(e).printStackTrace();
            api.failed(invocation, ErrorReport.of(e));
            return;
        }
        api.answered(invocation, answer.toByteArray());
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
