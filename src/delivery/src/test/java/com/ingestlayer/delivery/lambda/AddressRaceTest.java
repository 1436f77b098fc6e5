package com.ingestlayer.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressRaceTest {
    private static InetAddress address(String number) {
        try {
            return InetAddress.getByName(number);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static String inTurns(String addresses) {
        InetAddress[] found = addresses.isEmpty()
                ? new InetAddress[0]
                : Arrays.stream(addresses.split(" "))
                        .map(AddressRaceTest::address)
                        .toArray(InetAddress[]::new);
        return String.join(
                " ", AddressRace.inTurns(found).stream().map(AddressText::of).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "'',                                '',",
        "192.0.2.1,                         192.0.2.1",
        "192.0.2.1 192.0.2.2 192.0.2.1,     192.0.2.1 192.0.2.2",
        "192.0.2.1 192.0.2.2 ::1,           192.0.2.1 [::1] 192.0.2.2",
        "::1 ::2 ::3 192.0.2.1,             [::1] 192.0.2.1 [::2] [::3]",
    })
    void theFamiliesAlternateAndTheFirstAddressStaysFirst(String addresses, String turns) {
        assertThat(inTurns(addresses)).isEqualTo(turns);
    }

    @Test
    void atMostTenAddressesAreTriedFromBothFamilies() {
        InetAddress[] many = IntStream.rangeClosed(1, 40)
                .mapToObj(i -> address(i <= 20 ? "192.0.2." + i : "2001:db8::" + i))
                .toArray(InetAddress[]::new);
        assertThat(AddressRace.inTurns(many))
                .hasSize(10)
                .filteredOn(address -> address.getAddress().length == 4)
                .hasSize(5);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7,                               192.0.2.7",
        "2001:db8::1,                             [2001:db8::1]",
        "::,                                      [::]",
        "::1,                                     [::1]",
        "fe80::,                                  [fe80::]",
        "2001:0:0:1:0:0:0:1,                      [2001:0:0:1::1]",
        "2001:db8:0:0:1:0:0:1,                    [2001:db8::1:0:0:1]",
        "2001:db8:10:100:1000:1:1:1,              [2001:db8:10:100:1000:1:1:1]",
        "1:0:2:0:3:0:4:0,                         [1:0:2:0:3:0:4:0]",
    })
    void addressesAreFormattedCompactly(String address, String text) {
        assertThat(AddressText.of(address(address))).isEqualTo(text);
    }
}
