package com.ingestlayer.aws.bedrock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.aws.api.ErrorCodes;
import com.ingestlayer.aws.api.SignedPost;
import com.ingestlayer.model.Question;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Makes calls of Bedrock's Converse operation. Nothing is made before the first call. Thread-safe. */
public final class BedrockClient {
    /** Bedrock's name in hosts. */
    public static final String HOST = "bedrock-runtime";
    /** Bedrock's name in signatures. */
    public static final String SIGNING_NAME = "bedrock";

    private static final int MAX_BODY_BYTES = 1024 * 1024;
    private static final Map<String, String> HEADERS = Map.of("content-type", "application/json");

    private final Supplier<SignedPost> post;

    /** @param post asked for at each call */
    public BedrockClient(Supplier<SignedPost> post) {
        this.post = requireNonNull(post, "post is null");
    }

    /**
     * One call. Throws nothing that Bedrock or the way to it causes.
     *
     * @param over whether nobody waits for the answer any more
     */
    Reply ask(Question question, BooleanSupplier over) {
        try {
            String path = "/model/" + URLEncoder.encode(question.model(), UTF_8) + "/converse";
            SignedPost.Answer answer =
                    post.get().sendOnce(path, HEADERS, Converse.request(question), BedrockModel.PATIENCE);
            Optional<byte[]> body = read(answer.body(), over);
            if (answer.status() != 200) {
                return refused(
                        answer.status(), ErrorCodes.nameOf(answer.errorType().orElse("")));
            }
            return body.map(Converse::reply).orElse(Reply.LATE);
        } catch (IOException | RuntimeException e) {
            return Reply.failed(e);
        }
    }

    private static Reply refused(int status, String code) {
        if (ErrorCodes.passes(status, code)) {
            return Reply.without(status == 429 ? "throttled" : "refused with " + status);
        }
        String told = code.isEmpty() ? "HTTP " + status : code;
        return Reply.refused(
                "refused with " + status,
                new ServiceRefusalException("Amazon Bedrock", SIGNING_NAME, "Converse", told, null));
    }

    /** The whole body, so that the connection can be used again; empty when nobody waits for it any more. */
    private static Optional<byte[]> read(InputStream body, BooleanSupplier over) throws IOException {
        try (body) {
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            byte[] part = new byte[8192];
            for (int read = body.read(part); read >= 0; read = body.read(part)) {
                whole.write(part, 0, read);
                if (whole.size() > MAX_BODY_BYTES) {
                    throw new IOException("the body is larger than any answer");
                }
                if (over.getAsBoolean()) {
                    return Optional.empty();
                }
            }
            return Optional.of(whole.toByteArray());
        }
    }
}
