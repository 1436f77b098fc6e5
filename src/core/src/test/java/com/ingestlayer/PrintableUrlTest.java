package com.ingestlayer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintableUrlTest {
    @ParameterizedTest
    @CsvSource({
        "https://api.acme.com, https://api.acme.com",
        "https://api.acme.com/, https://api.acme.com",
        "https://api.acme.com:8443/hooks/T0/s3cret, https://api.acme.com:8443/…",
        "https://api.acme.com?token=s3cret, https://api.acme.com/…",
        "http://[2001:db8::1]:80/?a@b, http://[2001:db8::1]:80/…",
        "HTTPS://user:pw@api.acme.com/x, HTTPS://api.acme.com/…",
        "https://bücher.example/ü, https://bücher.example/…",
        "s3cret, /…",
    })
    void onlyTheOriginIsShown(String url, String target) {
        assertThat(PrintableUrl.of(url)).isEqualTo(target);
    }
}
