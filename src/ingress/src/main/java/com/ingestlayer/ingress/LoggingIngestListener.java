package com.ingestlayer.ingress;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.ingest.IngestListener;
import com.ingestlayer.ingest.IngestOutcome;
import com.ingestlayer.pipeline.Dropped;
import com.ingestlayer.telemetry.Metrics;
import com.ingestlayer.telemetry.Telemetry;

/** Logs and counts every accepted event and every refused request. Thread-safe. */
final class LoggingIngestListener implements IngestListener, RequestJournal {
    private final Telemetry telemetry;

    LoggingIngestListener(Telemetry telemetry) {
        this.telemetry = requireNonNull(telemetry, "telemetry is null");
    }

    @Override
    public void taken(IngestOutcome event) {
        telemetry.line("INFO", "event.accepted", json -> {
            json.writeStringField("event_id", event.id().value());
            json.writeStringField("type", event.type());
            json.writeStringField("source", event.source());
            json.writeBooleanField("duplicate", event.duplicate());
            if (event.payloadDiffers()) {
                json.writeBooleanField("payload_differs", true);
            }
            json.writeNumberField("deliveries", event.deliveries());
            if (!event.dropped().isEmpty()) {
                json.writeArrayFieldStart("dropped");
                for (Dropped dropped : event.dropped()) {
                    json.writeStartObject();
                    json.writeStringField("pipeline", dropped.pipeline());
                    json.writeStringField("reason", dropped.reason());
                    json.writeEndObject();
                }
                json.writeEndArray();
            }
        });
        Metrics metrics = telemetry.metrics();
        metrics.count("EventsAccepted", event.duplicate() ? 0 : 1);
        metrics.count("EventsDuplicate", event.duplicate() ? 1 : 0);
        metrics.count("EventsPayloadDiffers", event.payloadDiffers() ? 1 : 0);
        metrics.count("EventsFiltered", !event.duplicate() && event.deliveries() == 0 ? 1 : 0);
    }

    @Override
    public void refused(Refused request) {
        telemetry.line("INFO", "request.refused", json -> {
            json.writeStringField("route", request.route());
            json.writeStringField("reason", request.reason());
            json.writeStringField("message", request.message());
            json.writeNumberField("details", request.details());
            if (request.sender().isPresent()) {
                json.writeStringField("sender", request.sender().get());
            }
        });
        telemetry.metrics().count("RequestsRefused", 1, new Metrics.Dimension("Reason", request.reason()));
    }
}
