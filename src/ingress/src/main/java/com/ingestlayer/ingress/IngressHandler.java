package com.ingestlayer.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.quarkus.runtime.Startup;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The function's entry: reads API Gateway's event, calls the router once, writes its answer. */
@Startup // so that a wrong configuration is told when the function starts, not when the first request comes
@Singleton
public final class IngressHandler implements RequestStreamHandler {
    private final Router router;

    @Inject
    IngressHandler(Router router) {
        this.router = requireNonNull(router, "router is null");
    }

    @Override
    public void handleRequest(InputStream event, OutputStream response, Context context) throws IOException {
        HttpAnswer answer = router.answer(HttpRequest.read(event));
        response.write(answer.toLambdaResponse().getBytes(UTF_8));
    }
}
