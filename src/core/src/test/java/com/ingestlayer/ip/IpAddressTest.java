package com.ingestlayer.ip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.1,                                        10.0.0.1",
        "255.255.255.255,                                 255.255.255.255",
        "::,                                              0:0:0:0:0:0:0:0",
        "2001:DB8::a,                                     2001:db8:0:0:0:0:0:a",
        "1:2:3:4:5:6:7::,                                 1:2:3:4:5:6:7:0",
        "::2:3:4:5:6:7:8,                                 0:2:3:4:5:6:7:8",
        "64:ff9b::8.8.8.8,                                64:ff9b:0:0:0:0:808:808",
        "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255,   ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::ffff:10.0.0.1,                                 10.0.0.1",
        "::ffff:a00:1,                                    10.0.0.1",
        "::10.0.0.1,                                      0:0:0:0:0:0:a00:1",
        "::ffff:0:10.0.0.1,                               0:0:0:0:ffff:0:a00:1",
        "0b1::,                                           b1:0:0:0:0:0:0:0",
        "00000001::,                                      1:0:0:0:0:0:0:0",
        "::0255.00000.0.1,                                0:0:0:0:0:0:ff00:1",
        "::010.0.0.1,                                     0:0:0:0:0:0:a00:1"
    })
    void anAddressIsReadLikeTheJdkDoes(String text, String address) {
        assertThat(IpAddress.parse(text).map(InetAddress::getHostAddress)).contains(address);
    }

    /** The library could read many of these texts if it were allowed to. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "*",
                "localhost",
                "a.b.c.d",
                "1",
                "1.2",
                "1.2.3",
                "1.2.3.4.5",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4.",
                "1.2.3.256",
                "01.2.3.4",
                "1.2.3.04",
                "0x1.2.3.4",
                "0x01020304",
                "16909060",
                "0100402004",
                "1.2.3.*",
                "1.2.3.1-9",
                "1.2.3._",
                "1.2.*",
                "1.2.3.4/8",
                "1.2.3.4/255.0.0.0",
                "/8",
                "1.2.3.4:80",
                "0b1.2.3.4",
                "1.2.3.0b1",
                "1.2.3.0B1",
                "::0b1.2.3.4",
                "::ffff:10.0.0B1.1",
                "::0255.255.255.255",
                " 1.2.3.4",
                "1.2.3.4 ",
                "1.2.3.4\t",
                "1.2.3.4\u0000",
                "\u0661.2.3.4",
                ":",
                ":::",
                ":1",
                "1:",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "1:2:3:4::5:6:7:8",
                "12345::",
                "::g",
                "::1.2.3",
                "::1.2.3.256",
                "::1.2.3.4.5",
                "::0x1.2.3.4",
                "1.2.3.4::",
                "::*",
                "1-2::",
                "::1/128",
                "::1%",
                "::1%1",
                "fe80::1%eth0",
                "[::1]",
                "::1 ",
                " ::1",
                "0x1::",
                "00010002000300040005000600070008",
                "4)+k&C=Ho(vUAvhHyWCp",
                "1--1.ipv6-literal.net",
                "0000000000000000000000000000000000000000000001::"
            })
    void anyOtherTextIsRejected(String text) {
        assertThat(IpAddress.parse(text)).isEmpty();
        assertThat(AddressRange.parse(text + "/0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "10.0.0.0/0008",
                "10.0.0.0/255.0.0.0",
                "::ffff:10.0.0.0/104",
                "2001:db8::/129",
                "2001:db8::/ffff::"
            })
    void aPrefixLengthMustFitTheAddress(String text) {
        assertThat(AddressRange.parse(text)).isEmpty();
    }

    @Test
    void anIpv6BlockContainsTheIpv4AddressesMappedIntoIt() {
        InetAddress ip = IpAddress.parse("10.0.0.1").orElseThrow();
        assertThat(AddressRange.of("::/0").contains(ip)).isTrue();
        assertThat(AddressRange.of("::/90").contains(ip)).isFalse();
        assertThat(AddressRange.of("::ffff:10.0.0.0/8").contains(ip)).isTrue();
        assertThat(AddressRange.of("0.0.0.0/0").contains(IpAddress.parse("::1").orElseThrow()))
                .isFalse();
    }
}
