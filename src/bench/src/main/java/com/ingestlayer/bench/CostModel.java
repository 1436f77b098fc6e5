package com.ingestlayer.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** Computes the cost of a million events from the measurements and the prices in {@code prices.properties}. */
final class CostModel {
    private static final double MILLION = 1_000_000;
    private static final int WRITES_PER_CALL = 25;
    private static final int MESSAGES_PER_CALL = 10;
    private static final int READS_PER_CALL = 100;

    private final Properties prices;
    private final List<WarmCalls.Cost> ingress;
    private final List<WarmCalls.Cost> delivery;
    private final String packaging;

    CostModel(Results results, String packaging) throws IOException {
        this.packaging = packaging;
        this.ingress = results.warm().get(Job.INGRESS).get(packaging);
        this.delivery = results.warm().get(Job.DELIVERY).get(packaging);
        this.prices = new Properties();
        try (InputStream in = CostModel.class.getResourceAsStream("prices.properties")) {
            prices.load(in);
        }
    }

    private double price(String name) {
        return Double.parseDouble(prices.getProperty(name));
    }

    /** The cost of a million events in dollars, for a given number of events per request. */
    private record Bill(double api, double ingress, double delivery, double tables, double queue, double logs) {
        double sum() {
            return api + ingress + delivery + tables + queue + logs;
        }
    }

    private Bill bill(int eventsPerRequest) {
        double requests = MILLION / eventsPerRequest;
        // Messages arrive together, so a batch has as many messages as the request had events, up to ten.
        int batch = Math.min(MESSAGES_PER_CALL, eventsPerRequest);
        double batches = MILLION / batch;
        double sends = requests * Math.ceil(eventsPerRequest / (double) MESSAGES_PER_CALL);
        double events = MILLION;
        double writes = events * (price("write_units_of_event") + price("write_units_of_delivery"));
        // Each event is looked up under two ids, and its entity and its delivery record are read once. All reads are
        // strongly consistent.
        double reads = events * (2 + 1 + 1);
        return new Bill(
                requests / MILLION * price("http_api_million_requests"),
                lambda(requests, ingressMillis(eventsPerRequest), price("ingress_mb")),
                lambda(batches, deliveryMillis(batch), price("delivery_mb")),
                writes / MILLION * price("dynamodb_million_writes") + reads / MILLION * price("dynamodb_million_reads"),
                (sends + 2 * batches) / MILLION * price("sqs_million_requests"), // a batch is received and deleted
                events * price("log_bytes_per_event") / 1e9 * price("logs_gb"));
    }

    private double lambda(double calls, double millis, double megabytes) {
        return calls * millis / 1000 * megabytes / 1024 * price("lambda_gb_second")
                + calls / MILLION * price("lambda_million_requests");
    }

    /**
     * Returns the function's own time in milliseconds. Lambda gives a function a share of a core in proportion to its
     * memory, so its work takes longer than on a whole core.
     */
    private double ownMillis(List<WarmCalls.Cost> costs, int size, double megabytes) {
        WarmCalls.Cost cost =
                costs.stream().filter(each -> each.size() == size).findFirst().orElseThrow();
        return cost.cpuMicros() / 1000 * Math.max(1, price("mb_of_a_core") / megabytes);
    }

    private double ingressMillis(int events) {
        double rounds = Math.ceil(events / (double) READS_PER_CALL / price("calls_at_once"));
        double sends = Math.ceil(events / (double) MESSAGES_PER_CALL / price("calls_at_once"));
        double writes = Math.ceil(events / (double) WRITES_PER_CALL / price("calls_at_once"));
        double waits = (2 * rounds + writes) * price("dynamodb_ms") + sends * price("sqs_ms");
        return ownMillis(ingress, events, price("ingress_mb")) + waits;
    }

    private double deliveryMillis(int messages) {
        double waits = 2 * price("dynamodb_ms") + price("receiver_ms");
        return ownMillis(delivery, messages, price("delivery_mb")) + waits;
    }

    /**
     * Returns the cost of a month without events, in dollars. No code of ours runs, but Lambda polls the queue and
     * alarms are evaluated.
     */
    private Idle idle() {
        double polls = 30 * 86_400 / price("poll_seconds") * price("polls_at_once");
        return new Idle(
                polls / MILLION * price("sqs_million_requests"),
                price("alarm_metrics") * price("alarm_metric_month"),
                price("dashboard_month"));
    }

    private record Idle(double polls, double alarms, double dashboard) {
        double sum() {
            return polls + alarms + dashboard;
        }
    }

    /**
     * Returns the cost of a million waits of the given length that come one by one, in dollars. Each hop is sent,
     * received and deleted, and invokes the function.
     */
    private double waits(double seconds) {
        double hops = Math.ceil(seconds / price("hop_seconds"));
        double call = lambda(MILLION, price("sqs_ms"), price("delivery_mb"));
        return hops * (3 * price("sqs_million_requests") + call);
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        text.append("# What it costs\n\n");
        text.append("Computed by `./mvnw -Pbench` from the CPU time and the calls that it measured (packaging: ")
                .append(packaging)
                .append(
                        ") and from the prices and assumptions\nbelow. US dollars per million events, each with one"
                                + " delivery that arrives at its first attempt, without free tiers, data transfer and storage.\n\n");
        text.append("| | 1 event a request | 10 | 100 |\n|---|---:|---:|---:|\n");
        List<Bill> bills = List.of(bill(1), bill(10), bill(100));
        line(text, "API Gateway (HTTP API)", bills.stream().map(Bill::api).toList());
        line(text, "Lambda, ingress", bills.stream().map(Bill::ingress).toList());
        line(text, "Lambda, delivery", bills.stream().map(Bill::delivery).toList());
        line(text, "DynamoDB", bills.stream().map(Bill::tables).toList());
        line(text, "SQS", bills.stream().map(Bill::queue).toList());
        line(text, "CloudWatch Logs", bills.stream().map(Bill::logs).toList());
        line(text, "**Ingestlayer, in all**", bills.stream().map(Bill::sum).toList());
        double pipes = price("http_api_million_requests")
                + 3 * price("sqs_million_requests")
                + price("pipes_million_requests")
                + price("api_destination_million_calls")
                + lambda(MILLION, price("enrichment_ms"), price("enrichment_mb"));
        line(text, "EventBridge Pipes + API destinations", List.of(pipes, pipes, pipes));
        Idle idle = idle();
        double metrics = price("custom_metrics") * price("custom_metric_month");
        text.append(String.format(
                Locale.ROOT,
                "%n| a month, whether events come or not | |%n|---|---:|%n| alarms (%s metrics) | %.2f |%n| dashboard | %.2f |%n"
                        + "| Lambda's empty polls of the queue | %.2f |%n| **Idle, in all** | %.2f |%n"
                        + "| metrics of our own (%s), while events come | %.2f |%n",
                prices.getProperty("alarm_metrics"),
                idle.alarms(),
                idle.dashboard(),
                idle.polls(),
                idle.sum(),
                prices.getProperty("custom_metrics"),
                metrics));
        double server = 730 * (price("server_hour") + price("balancer_hour"));
        text.append(String.format(
                Locale.ROOT,
                "%n- **A small server that is always on** (t4g.small behind a load balancer) costs %.2f a month before the"
                        + " first event, and its events and%n  deliveries must be kept somewhere too. For that, Ingestlayer"
                        + " takes %.1f million events a month that come one by one, or %.1f million%n  that come by the"
                        + " hundred.%n",
                server,
                Math.max(0, server - idle.sum() - metrics) / bills.get(0).sum(),
                Math.max(0, server - idle.sum() - metrics) / bills.get(2).sum()));
        text.append("- **EventBridge Pipes + API destinations** (API Gateway to a queue, a pipe that filters and asks a"
                + " function to enrich, an API destination) does less:\n  no validation or idempotency, no record of events"
                + " and deliveries, no signature, and no batches.\n");
        text.append(String.format(
                Locale.ROOT,
                "- **A retry** costs what an attempt costs, and its wait: nothing up to two minutes, then a message sent again"
                        + " for each 15 minutes. A million%n  waits of 10 minutes cost %.2f, of an hour %.2f.%n",
                waits(600),
                waits(3600)));
        text.append(
                "- **Reading back**: a page of `GET /v1/events` is 16 queries of an index, side by side, and one read of its"
                        + " events. Of a page of 100 small\n  events the index costs up to 32 read units and the events 100; of a type"
                        + " with few events, 8 and one each. A million full pages cost 16.50.\n");
        text.append(
                "- **Idle it runs nothing**: no provisioned capacity, no server. What is left is watching, and most of it is"
                        + " free in an account that has\n  no other: CloudWatch gives ten alarms, ten metrics and three dashboards"
                        + " a month, SQS a million requests. Stored events cost\n  DynamoDB's 0.25 a GB and month, and 0.20"
                        + " more for point-in-time recovery.\n\n");
        text.append("## Prices and assumptions\n\n| | |\n|---|---:|\n");
        prices.stringPropertyNames().stream().sorted().forEach(name -> text.append("| `")
                .append(name)
                .append("` | ")
                .append(prices.getProperty(name))
                .append(" |\n"));
        text.append(
                "\nPrices are those of us-east-1 for arm64, read on the price lists in November 2026; look up your region's."
                        + " `src/bench/src/main/resources/com/ingestlayer/bench/prices.properties`\nsays what each means; change"
                        + " it and run `./mvnw -Pbench` for yours.\n");
        return text.toString();
    }

    private static void line(StringBuilder text, String what, List<Double> dollars) {
        text.append("| ").append(what);
        dollars.forEach(each -> text.append(String.format(Locale.ROOT, " | %.2f", each)));
        text.append(" |\n");
    }
}
