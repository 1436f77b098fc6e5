package com.ingestlayer.local.engines;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.net.InetAddress;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * DynamoDB Local in memory, on the loopback address. Its own server listens on every address of the machine and takes no
 * other, so that everybody in a café's network could read and write the tables; its handler stands in a server of ours
 * instead.
 */
final class LoopbackDynamoDb {
    private final Server server = new Server();
    private final LocalDynamoDBServerHandler handler;

    private LoopbackDynamoDb(int port) {
        // One database for all credentials and regions, so that every AWS tool sees the tables.
        handler = new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, true, false), null);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new ContextHandler(handler, "/"));
    }

    /** @param port that is free */
    static LoopbackDynamoDb start(int port) {
        LoopbackDynamoDb engine = new LoopbackDynamoDb(port);
        try {
            engine.server.start();
        } catch (Exception e) {
            throw new IllegalStateException("starting DynamoDB Local on port " + port, e);
        }
        return engine;
    }

    void stop() {
        try {
            server.stop();
            handler.close();
        } catch (Exception e) {
            throw new IllegalStateException("stopping DynamoDB Local", e);
        }
    }
}
