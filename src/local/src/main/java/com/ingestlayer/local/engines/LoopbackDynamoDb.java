package com.ingestlayer.local.engines;

import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBRequestHandler;
import com.amazonaws.services.dynamodbv2.local.server.LocalDynamoDBServerHandler;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;

/**
 * DynamoDB Local on the loopback address, in memory or with its tables in a file. The server that DynamoDB Local comes with
 * listens on every address of the machine and takes no other, so that everybody in a café's network could read and write the
 * tables. This class runs DynamoDB Local's request handler in a server of its own instead.
 */
final class LoopbackDynamoDb {
    private final Server server = new Server();
    private final LocalDynamoDBServerHandler handler;

    private LoopbackDynamoDb(int port, Optional<Path> directory) {
        // One database for all credentials and regions, so that every AWS tool sees the tables.
        handler = new LocalDynamoDBServerHandler(
                new LocalDynamoDBRequestHandler(
                        0, directory.isEmpty(), directory.map(Path::toString).orElse(null), true, false),
                null);
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(new ContextHandler(handler, "/"));
    }

    /**
     * Starts one.
     *
     * @param port that is free
     * @param directory of the file; empty to keep nothing
     */
    static LoopbackDynamoDb start(int port, Optional<Path> directory) {
        LoopbackDynamoDb engine = new LoopbackDynamoDb(port, directory);
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
