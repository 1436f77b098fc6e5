package com.ingestlayer.local.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.local.Listeners;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

class EnginesTest {
    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static List<InetAddress> othersOfThisMachine() throws Exception {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }

    @Test
    void nobodyBeyondThisMachineReachesTheTablesOrTheQueues() throws Exception {
        int dynamoDbPort = freePort();
        int sqsPort = freePort();
        try (Engines engines = Engines.start(dynamoDbPort, sqsPort)) {
            assertThat(engines.dynamoDb().listTables().tableNames()).isNotEmpty();
            assertThat(engines.sqs().listQueues().queueUrls()).isNotEmpty();
            assertThat(Listeners.beyondLoopback()).isEmpty();
            for (InetAddress address : othersOfThisMachine()) {
                for (int port : new int[] {dynamoDbPort, sqsPort}) {
                    assertThatThrownBy(() -> new Socket().connect(new InetSocketAddress(address, port), 2_000))
                            .as(address + " " + port)
                            .isInstanceOf(java.io.IOException.class);
                }
            }
        }
    }
}
