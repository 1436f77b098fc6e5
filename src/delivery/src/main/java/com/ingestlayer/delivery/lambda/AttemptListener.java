package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.delivery.Attempt;
import com.ingestlayer.delivery.AttemptReport;
import com.ingestlayer.delivery.DeliveryListener;
import com.ingestlayer.delivery.DeliveryStatus;
import com.ingestlayer.dispatch.DeliveryMessage;
import com.ingestlayer.telemetry.Metrics;
import com.ingestlayer.telemetry.Metrics.Unit;
import com.ingestlayer.telemetry.Telemetry;
import com.ingestlayer.telemetry.XRayHeader;
import java.time.Duration;

/**
 * Logs a line for each attempt, counts the attempts, and measures how long deliveries took in the end. Thread-safe.
 */
final class AttemptListener implements DeliveryListener {
    private final Telemetry telemetry;

    AttemptListener(Telemetry telemetry) {
        this.telemetry = requireNonNull(telemetry, "telemetry is null");
    }

    @Override
    public void attempted(AttemptReport report) {
        DeliveryStatus status = report.outcome().status();
        tell(report, status);
        Metrics metrics = telemetry.metrics();
        metrics.count("Attempts", 1, new Metrics.Dimension("Outcome", status.word()));
        if (status == DeliveryStatus.DELIVERED) {
            metrics.measure(
                    "EndToEndLatency", Unit.MILLISECONDS, report.sinceAccepted().toMillis());
        } else if (status == DeliveryStatus.DEAD) {
            metrics.measure(
                    "AgeAtDeadLetter", Unit.SECONDS, report.sinceAccepted().toSeconds());
        }
    }

    private void tell(AttemptReport report, DeliveryStatus status) {
        DeliveryMessage message = report.message();
        Attempt attempt = report.attempt();
        String level = status == DeliveryStatus.DEAD ? "WARN" : "INFO";
        telemetry.line(level, "delivery.attempted", report.trace().map(XRayHeader::rootOf), json -> {
            json.writeStringField("event_id", message.key().eventId().value());
            json.writeStringField("delivery_id", message.deliveryId());
            json.writeStringField("type", message.eventType());
            json.writeStringField("pipeline", message.key().pipeline());
            json.writeStringField("destination", message.key().destination());
            json.writeNumberField("attempt", attempt.number());
            if (attempt.replay() > 0) {
                json.writeNumberField("replay", attempt.replay());
            }
            json.writeStringField("outcome", status.word());
            if (attempt.httpStatus().isPresent()) {
                json.writeNumberField("http_status", attempt.httpStatus().getAsInt());
            }
            json.writeNumberField("duration_ms", attempt.took().toMillis());
            if (attempt.error().isPresent()) {
                json.writeStringField("error", attempt.error().get());
            }
            if (status == DeliveryStatus.RETRYING) {
                json.writeNumberField(
                        "next_in_s",
                        report.outcome().untilNext().orElse(Duration.ZERO).toSeconds());
            }
            json.writeNumberField("receive_count", report.receiveCount());
        });
    }
}
