package com.ingestlayer.ip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.255.255.255", // this network
                "10.0.0.0",
                "10.255.255.255", // private
                "100.64.0.0",
                "100.127.255.255", // carrier NAT
                "127.0.0.0",
                "127.0.0.1",
                "127.255.255.255", // loopback
                "169.254.0.0",
                "169.254.169.254",
                "169.254.170.2",
                "169.254.255.255", // link-local, the cloud's metadata
                "172.16.0.0",
                "172.31.255.255", // private
                "192.0.0.0",
                "192.0.0.255", // protocol assignments
                "192.0.2.0",
                "192.0.2.255", // documentation
                "192.88.99.0",
                "192.88.99.255", // 6to4 relays
                "192.168.0.0",
                "192.168.255.255", // private
                "198.18.0.0",
                "198.19.255.255", // benchmarks
                "198.51.100.0",
                "198.51.100.255", // documentation
                "203.0.113.0",
                "203.0.113.255", // documentation
                "224.0.0.0",
                "239.255.255.255", // multicast
                "240.0.0.0",
                "255.255.255.254",
                "255.255.255.255", // reserved, broadcast
                "::",
                "::1", // unspecified, loopback
                "::127.0.0.1",
                "::8.8.8.8", // IPv4-compatible
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "::ffff:0:127.0.0.1", // IPv4-mapped
                "64:ff9b::",
                "64:ff9b::127.0.0.1",
                "64:ff9b::10.0.0.1",
                "64:ff9b::169.254.169.254",
                "64:ff9b::255.255.255.255", // NAT64 of an IPv4 address that is not public
                "64:ff9b:0:1::8.8.8.8",
                "64:ff9b:2::8.8.8.8",
                "64:ff9a:ffff::8.8.8.8", // beside NAT64's prefixes
                "64:ff9b:1::",
                "64:ff9b:1::1",
                "64:ff9b:1::127.0.0.1",
                "64:ff9b:1::169.254.169.254",
                "64:ff9b:1:abcd::10.0.0.1", // behind a local NAT64 prefix of 96 bits
                "64:ff9b:1:a00:0:100::", // 10.0.0.1 behind one of 48 bits
                "64:ff9b:1:a00:0:100:808:808", // and with a public one where another length has it
                "64:ff9b:1:a:0:1::", // 10.0.0.1 behind one of 56 bits
                "64:ff9b:1::a:0:100:0", // 10.0.0.1 behind one of 64 bits
                "100::1", // discard
                "1fff:ffff::",
                "4000::",
                "5f00::1", // outside global unicast
                "2001::",
                "2001::7f00:1",
                "2001:10::1",
                "2001:20::1",
                "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", // Teredo…
                "2001:db8::",
                "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", // documentation
                "2002::",
                "2002:7f00:1::",
                "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", // 6to4
                "3fff::",
                "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", // documentation
                "fc00::",
                "fd00:ec2::254",
                "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", // unique local, the cloud's metadata
                "fe80::",
                "fe80::1",
                "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff", // link-local
                "fec0::1", // site-local
                "ff00::",
                "ff02::1",
                "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" // multicast
            })
    void anAddressOutsideThePublicInternetIsNotPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.0",
                "192.0.1.255",
                "192.0.3.0",
                "192.88.98.255",
                "192.88.100.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.99.255",
                "198.51.101.0",
                "203.0.112.255",
                "203.0.114.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "64:ff9b::1.0.0.0", // behind NAT64's well-known prefix
                "64:ff9b:1::8.8.8.8", // behind a local one of 96 bits
                "64:ff9b:1:808:8:800::", // 8.8.8.8 behind one of 48 bits
                "64:ff9b:1:8:8:808::", // behind one of 56 bits
                "64:ff9b:1:0:8:808:800:0", // behind one of 64 bits
                "2000::",
                "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:200::",
                "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:db9::",
                "2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "2003::",
                "2606:4700:4700::1111",
                "2a05:d014::1",
                "3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                "3fff:1000::",
                "3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"
            })
    void everyOtherAddressIsPublic(String address) throws UnknownHostException {
        assertThat(PublicAddresses.contains(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void anIpv4MappedAddressIsJudgedAsIpv4() throws UnknownHostException {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 0, 0, 1};
        assertThat(PublicAddresses.contains(InetAddress.getByAddress(mapped))).isFalse();
    }
}
