package com.ingestlayer.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.Test;

class PublicDnsResolverTest {
    private static PublicDnsResolver ofAddresses(String... addresses) {
        return new PublicDnsResolver(new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                InetAddress[] found = new InetAddress[addresses.length];
                for (int i = 0; i < addresses.length; i++) {
                    found[i] = InetAddress.getByName(addresses[i]);
                }
                return found;
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        });
    }

    @Test
    void onlyThePublicAddressesOfANameAreReturned() throws UnknownHostException {
        PublicDnsResolver resolver =
                ofAddresses("127.0.0.1", "8.8.8.8", "10.0.0.1", "::1", "2606:4700::1111", "fd00::1");
        assertThat(Arrays.stream(resolver.resolve("a.invalid")).map(AddressText::of))
                .containsExactly("8.8.8.8", "[2606:4700::1111]");
    }

    @Test
    void aNameWithoutPublicAddressesIsRejected() {
        assertThatThrownBy(
                        () -> ofAddresses("127.0.0.1", "::1", "169.254.169.254").resolve("a.invalid"))
                .isInstanceOf(PublicDnsResolver.RefusedAddressException.class)
                .hasMessage("the address of a.invalid is not public, and private destinations are not allowed");
    }
}
