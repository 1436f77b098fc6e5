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
 * Works once before Lambda makes its snapshot, so that what a first batch loads is in there: the forms of events and messages,
 * signatures, TLS and the certificates, and a call of DynamoDB (AWS Compute Blog, "Optimizing cold start performance of AWS
 * Lambda using advanced priming strategies"). It looks for a delivery that cannot be, and sends nothing.
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

    /** A table that does not answer now may answer later. */
    void run() {
        sender.loadTls();
        DeliveryKey nobodys = readAndSign();
        try {
            records.find(List.of(nobodys));
        } catch (ServiceRefusalException e) {
            // Perhaps the role's rights are so new that not all of AWS knows them yet; the deployment goes on.
            LOG.errorf(e, "the snapshot is made without a call of DynamoDB: %s", e.getMessage());
        } catch (UnavailableException e) {
            LOG.warnf("the snapshot is made without a call of DynamoDB: %s", e.getMessage());
        }
    }

    /** With a mapper as the extension has one: its own cannot be had. The classes that both load are the same. */
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
