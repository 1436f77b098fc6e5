package com.ingestlayer.delivery.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.delivery.ReceivedMessage;
import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.dispatch.DeliveryMessageCodec;
import com.ingestlayer.dispatch.MalformedMessageException;
import com.ingestlayer.signature.SigningSecret;
import com.ingestlayer.signature.WebhookSignature;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Exercises the code once before Lambda takes its snapshot, so that the snapshot includes what a first batch loads:
 * reading events and messages, signatures, TLS and the certificates, and a call to DynamoDB (AWS Compute Blog,
 * "Optimizing cold start performance of AWS Lambda using advanced priming strategies"). It looks up a delivery that
 * cannot exist, and sends nothing.
 */
@Singleton
final class Priming {
    private static final Logger LOG = Logger.getLogger(Priming.class);

    private static final String EVENT_ID = "evt_" + "0".repeat(26);

    private static final String BATCH = """
            {"Records":[{"messageId":"m","receiptHandle":"r","attributes":{"ApproximateReceiveCount":"1",\
            "AWSTraceHeader":"Root=1-00000001-000000000000000000000001;Sampled=0"},"messageAttributes":{},\
            "body":"{\\"v\\":2,\\"delivery_id\\":\\"dlv_none\\",\\"event_id\\":\\"%s\\",\\"event_type\\":\\"none\\",\
            \\"pipeline\\":\\"none\\",\\"destination\\":\\"none\\",\\"kind\\":\\"webhook.out\\",\\"target\\":\\"none\\",\
            \\"body\\":\\"{}\\",\\"enqueued_at\\":\\"2026-01-01T00:00:00Z\\"}"}]}""".formatted(EVENT_ID);

    private final DeliveryRecords records;
    private final HttpWebhookSender sender;

    @Inject
    Priming(DeliveryRecords records, HttpWebhookSender sender) {
        this.records = requireNonNull(records, "records is null");
        this.sender = requireNonNull(sender, "sender is null");
    }

    /** Runs the priming. A table that does not answer is no error, because it may answer later. */
    void run() {
        sender.loadTls();
        DeliveryKey nobodys = readAndSign();
        try {
            records.find(List.of(nobodys));
        } catch (ServiceRefusalException e) {
            // The role's permissions may be so new that they have not reached all of AWS. The deployment goes on.
            LOG.errorf(e, "the snapshot is made without a call of DynamoDB: %s", e.getMessage());
        } catch (UnavailableException e) {
            LOG.warnf("the snapshot is made without a call of DynamoDB: %s", e.getMessage());
        }
    }

    /**
     * Reads a batch with an object mapper like that of the Lambda extension, whose own mapper is not accessible. Both
     * load the same classes.
     */
    private static DeliveryKey readAndSign() {
        ObjectMapper json = JsonMapper.builder()
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES)
                .build();
        try {
            ReceivedMessage message =
                    SqsBatch.read(json.readValue(BATCH, SQSEvent.class)).get(0);
            json.writeValueAsBytes(SqsBatch.response(List.of(message.messageId())));
            WebhookSignature.sign(
                    List.of(new SigningSecret("nobody's")), message.text().getBytes(UTF_8), Instant.EPOCH);
            return DeliveryMessageCodec.decode(message.text()).key();
        } catch (JsonProcessingException | MalformedMessageException e) {
            throw new IllegalStateException("priming with a batch that cannot be read", e);
        }
    }
}
