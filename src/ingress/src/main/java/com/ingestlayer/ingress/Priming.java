package com.ingestlayer.ingress;

import com.fasterxml.jackson.databind.node.TextNode;
import com.ingestlayer.json.Json;
import java.util.List;

/**
 * Works once before Lambda makes its snapshot, so that what a first request loads, TLS and the certificates above all, is in
 * there (AWS Compute Blog, "Optimizing cold start performance of AWS Lambda using advanced priming strategies"). It sends a
 * key that nobody has: the Keys table is asked, and nothing else happens.
 */
final class Priming {
    private static final String NOBODYS_KEY = "Bearer il_live_nobody";

    private Priming() {}

    /** Never throws: a table that does not answer now may answer later. The refusal is counted nowhere. */
    static void run(List<Route> routes) {
        HttpRequest request = new HttpRequest(
                "POST",
                "/v1/ingest",
                Json.object(),
                Json.object().set("authorization", TextNode.valueOf(NOBODYS_KEY)),
                "{}",
                false);
        new Router(routes, refused -> {}).answer(request).toLambdaResponse();
    }
}
