package com.ingestlayer.delivery.lambda;

import com.ingestlayer.ServiceRefusalException;
import com.ingestlayer.UnavailableException;
import com.ingestlayer.delivery.DeliveryKey;
import com.ingestlayer.delivery.DeliveryRecords;
import com.ingestlayer.event.EventId;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Works once before Lambda makes its snapshot, so that what a first batch loads, TLS and the certificates above all, is in
 * there (AWS Compute Blog, "Optimizing cold start performance of AWS Lambda using advanced priming strategies"). It looks for
 * a delivery that cannot be.
 */
final class Priming {
    private static final Logger LOG = Logger.getLogger(Priming.class);

    private static final DeliveryKey NOBODYS = new DeliveryKey(new EventId("evt_" + "0".repeat(26)), "none", "none");

    private Priming() {}

    /** A table that does not answer now may answer later. */
    static void run(DeliveryRecords records, HttpWebhookSender sender) {
        sender.loadTls();
        try {
            records.find(List.of(NOBODYS));
        } catch (ServiceRefusalException e) {
            // Perhaps the role's rights are so new that not all of AWS knows them yet; the deployment goes on.
            LOG.errorf(e, "the snapshot is made without a call of DynamoDB: %s", e.getMessage());
        } catch (UnavailableException e) {
            LOG.warnf("the snapshot is made without a call of DynamoDB: %s", e.getMessage());
        }
    }
}
