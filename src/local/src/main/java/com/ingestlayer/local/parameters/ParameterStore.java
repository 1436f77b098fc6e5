package com.ingestlayer.local.parameters;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import com.ingestlayer.json.MalformedJsonException;
import com.ingestlayer.json.StrictJson;
import com.ingestlayer.local.StackLayout;
import com.ingestlayer.local.parameters.Parameters.Parameter;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Serves GetParameter, GetParameters, PutParameter and DeleteParameter of the AWS Systems Manager API (AWS JSON 1.1: the header
 * {@code X-Amz-Target} names the operation, and {@code __type} the error). It does not check signatures of calls. Thread-safe.
 */
public final class ParameterStore implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Parameters parameters;

    private ParameterStore(HttpServer server, Parameters parameters) {
        this.server = server;
        this.parameters = requireNonNull(parameters, "parameters is null");
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** {@link #start(int, Map, Optional, Clock)} in memory. */
    public static ParameterStore start(int port, Map<String, String> variables, Clock clock) throws IOException {
        return start(port, variables, Optional.empty(), clock);
    }

    /**
     * Starts one.
     *
     * @param port the port to listen on; 0 for any free one
     * @param variables the secrets that have not been put, by the names of their variables
     * @param file keeps what was put from one start to the next; empty to have it in memory
     */
    public static ParameterStore start(int port, Map<String, String> variables, Optional<Path> file, Clock clock)
            throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1024);
        Parameters parameters = new Parameters(new SecretVariables(variables), file.map(ParameterFile::new), clock);
        ParameterStore store = new ParameterStore(server, parameters);
        server.start();
        return store;
    }

    public URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            try {
                String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
                send(exchange, 200, answer(Optional.ofNullable(target).orElse(""), StrictJson.parse(body)));
            } catch (MalformedJsonException e) {
                send(exchange, 400, error("SerializationException", e.getMessage()));
            } catch (RefusedCallException e) {
                send(exchange, 400, error(e.type(), e.getMessage()));
            }
        }
    }

    private ObjectNode answer(String target, JsonNode call) throws RefusedCallException {
        String name = call.path("Name").asText();
        ObjectNode answer = Json.object();
        switch (target) {
            case "AmazonSSM.GetParameter" ->
                answer.set(
                        "Parameter",
                        json(parameters.get(name), call.path("WithDecryption").asBoolean()));
            case "AmazonSSM.GetParameters" -> {
                Parameters.Found found = parameters.getAll(names(call.path("Names")));
                boolean decrypted = call.path("WithDecryption").asBoolean();
                ArrayNode all = answer.putArray("Parameters");
                found.parameters().forEach(parameter -> all.add(json(parameter, decrypted)));
                found.missing().forEach(answer.putArray("InvalidParameters")::add);
            }
            case "AmazonSSM.PutParameter" -> {
                Parameter put = parameters.put(
                        name,
                        Optional.ofNullable(call.path("Type").textValue()),
                        call.path("Value").asText(),
                        call.path("Overwrite").asBoolean());
                answer.put("Version", put.version()).put("Tier", "Standard");
            }
            case "AmazonSSM.DeleteParameter" -> parameters.delete(name);
            default -> throw new RefusedCallException("UnknownOperationException", "not served here: " + target);
        }
        return answer;
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static ObjectNode json(Parameter parameter, boolean decrypted) {
        boolean readable = decrypted || !parameter.type().equals("SecureString");
        return Json.object()
                .put("Name", parameter.name())
                .put("Type", parameter.type())
                .put("Value", readable ? parameter.value() : "encrypted")
                .put("Version", parameter.version())
                .put("LastModifiedDate", parameter.modifiedAt().getEpochSecond())
                .put("ARN", "arn:aws:ssm:" + StackLayout.REGION + ":000000000000:parameter" + parameter.name())
                .put("DataType", "text");
    }

    private static ObjectNode error(String type, String message) {
        return Json.object().put("__type", type).put("message", message);
    }

    private static void send(HttpExchange exchange, int status, ObjectNode answer) throws IOException {
        byte[] body = Json.write(answer).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
