package com.ingestlayer.local.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.Locale;

/**
 * A Lambda runtime for stream handlers: takes the next invocation from the Runtime API, calls the handler, posts its
 * answer, and begins again (AWS: "Using the Lambda runtime API for custom runtimes"). Ends when the Runtime API is gone.
 * Needs nothing but the class path of the function. Runs on one thread, as Lambda gives a process one invocation at a
 * time.
 */
public final class RuntimeLoop {
    private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";

    private final String api;
    private final RequestStreamHandler handler;

    private RuntimeLoop(String api, RequestStreamHandler handler) {
        this.api = api;
        this.handler = handler;
    }

    /** @param arguments the handler, as {@code package.Class} or {@code package.Class::method} */
    public static void main(String[] arguments) throws IOException {
        String api = "http://" + System.getenv("AWS_LAMBDA_RUNTIME_API") + "/2018-06-01/runtime";
        RequestStreamHandler handler;
        try {
            handler = create(arguments[0]);
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            post(api + "/init/error", error(rootOf(e)));
            throw new IllegalStateException("the function did not start", e);
        }
        new RuntimeLoop(api, handler).run();
    }

    private static RequestStreamHandler create(String handler) throws ReflectiveOperationException {
        int method = handler.indexOf("::");
        return Class.forName(method < 0 ? handler : handler.substring(0, method))
                .asSubclass(RequestStreamHandler.class)
                .getDeclaredConstructor()
                .newInstance();
    }

    private void run() throws IOException {
        while (true) {
            HttpURLConnection next = open(api + "/invocation/next");
            byte[] event;
            try (InputStream body = next.getInputStream()) {
                event = body.readAllBytes();
            } catch (ConnectException e) {
                return;
            }
            tellTrace(next.getHeaderField("Lambda-Runtime-Trace-Id"));
            invoke(new Invocation(next), event);
        }
    }

    /** As AWS's runtime does it. */
    private static void tellTrace(String header) {
        if (header == null) {
            System.clearProperty(TRACE_PROPERTY);
        } else {
            System.setProperty(TRACE_PROPERTY, header);
        }
    }

    private void invoke(Invocation invocation, byte[] event) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        String path = api + "/invocation/" + invocation.getAwsRequestId();
        try {
            handler.handleRequest(new ByteArrayInputStream(event), answer, invocation);
        } catch (IOException | RuntimeException | LinkageError e) {
            rootOf(e).printStackTrace();
            post(path + "/error", error(e));
            return;
        }
        post(path + "/response", answer.toByteArray());
    }

    private static HttpURLConnection open(String url) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(url).toURL().openConnection();
        connection.setReadTimeout(0); // the next invocation may be hours away
        return connection;
    }

    private static void post(String url, byte[] body) throws IOException {
        HttpURLConnection connection = open(url);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = connection.getOutputStream()) {
            out.write(body);
        }
        try (InputStream accepted = connection.getInputStream()) {
            accepted.readAllBytes();
        }
    }

    private static byte[] error(Throwable error) {
        return ("{\"errorType\":\"" + error.getClass().getName() + "\",\"errorMessage\":"
                        + quoted(String.valueOf(error.getMessage())) + "}")
                .getBytes(UTF_8);
    }

    private static Throwable rootOf(Throwable error) {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /** What Lambda tells of one invocation, from the headers it came with and the function's environment. */
    private static final class Invocation implements Context {
        private final String requestId;
        private final long deadlineMillis;
        private final String functionArn;

        Invocation(HttpURLConnection next) {
            requestId = next.getHeaderField("Lambda-Runtime-Aws-Request-Id");
            deadlineMillis = next.getHeaderFieldLong("Lambda-Runtime-Deadline-Ms", 0);
            functionArn = next.getHeaderField("Lambda-Runtime-Invoked-Function-Arn");
        }

        @Override
        public String getAwsRequestId() {
            return requestId;
        }

        @Override
        public String getLogGroupName() {
            return System.getenv("AWS_LAMBDA_LOG_GROUP_NAME");
        }

        @Override
        public String getLogStreamName() {
            return System.getenv("AWS_LAMBDA_LOG_STREAM_NAME");
        }

        @Override
        public String getFunctionName() {
            return System.getenv("AWS_LAMBDA_FUNCTION_NAME");
        }

        @Override
        public String getFunctionVersion() {
            return System.getenv("AWS_LAMBDA_FUNCTION_VERSION");
        }

        @Override
        public String getInvokedFunctionArn() {
            return functionArn;
        }

        @Override
        public CognitoIdentity getIdentity() {
            return null;
        }

        @Override
        public ClientContext getClientContext() {
            return null;
        }

        @Override
        public int getRemainingTimeInMillis() {
            return (int) Math.max(0, deadlineMillis - System.currentTimeMillis());
        }

        @Override
        public int getMemoryLimitInMB() {
            return Integer.parseInt(System.getenv("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
        }

        @Override
        public LambdaLogger getLogger() {
            return new LambdaLogger() {
                @Override
                public void log(String message) {
                    System.out.println(message);
                }

                @Override
                public void log(byte[] message) {
                    System.out.writeBytes(message);
                }
            };
        }
    }
}
