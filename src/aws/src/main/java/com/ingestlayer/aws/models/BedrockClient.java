package com.ingestlayer.aws.models;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.aws.CallFailures;
import com.ingestlayer.aws.ErrorCodes;
import com.ingestlayer.model.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeClient;

/** Calls Bedrock's Converse operation. The client is not built before the first call. Thread-safe. */
public final class BedrockClient {
    private static final int THROTTLED = 429;

    private final Supplier<BedrockRuntimeClient> bedrock;

    /**
     * Creates the client.
     *
     * @param bedrock is asked for the SDK's client at each call. That client must not retry, because a call is
     * charged even when its answer is lost.
     */
    public BedrockClient(Supplier<BedrockRuntimeClient> bedrock) {
        this.bedrock = requireNonNull(bedrock, "bedrock is null");
    }

    /**
     * Makes one call. Failures of Bedrock and of the connection are returned as replies and never thrown.
     *
     * @param time how long the caller waits for the answer
     */
    Reply ask(Question question, Duration time) {
        try {
            return Converse.reply(bedrock.get().converse(Converse.request(question, time)));
        } catch (SdkServiceException e) {
            return refused(e.statusCode(), CallFailures.codeOf(e));
        } catch (ApiCallTimeoutException | ApiCallAttemptTimeoutException | AbortedException e) {
            return Reply.LATE;
        } catch (RuntimeException e) {
            Optional<IOException> broken = CallFailures.broken(e);
            return broken.isPresent() || !CallFailures.isUnreadable(e)
                    ? Reply.failed(broken.<Throwable>map(cause -> cause).orElse(e))
                    : Reply.without("unreadable");
        }
    }

    private static Reply refused(int status, String code) {
        if (ErrorCodes.passes(status, code)) {
            return Reply.unavailable(status == THROTTLED ? "throttled" : "refused with " + status);
        }
        String told = code.isEmpty() ? "HTTP " + status : code;
        return Reply.refused(
                "refused with " + status,
                new ServiceRefusalException("Amazon Bedrock", "bedrock", "Converse", told, null));
    }
}
