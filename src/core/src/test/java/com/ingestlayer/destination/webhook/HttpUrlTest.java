package com.ingestlayer.destination.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpUrlTest {
    private final List<String> refusals = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({
        "http://my_service/hooks,                  http://my_service/hooks",
        "http://my_service:8080,                   http://my_service:8080",
        "https://_a.b_c.internal_net/x?y=1,        https://_a.b_c.internal_net/x?y=1",
        "https://bücher.example/pfad?q=1,          https://xn--bcher-kva.example/pfad?q=1",
        "https://münchen.bücher.example:8443/,     https://xn--mnchen-3ya.xn--bcher-kva.example:8443/",
        "https://例え.example,                      https://xn--r8jz45g.example",
        "https://a.example/größe?q=ü,              https://a.example/gr%C3%B6%C3%9Fe?q=%C3%BC",
        "https://A.Example/x%20y,                  https://A.Example/x%20y",
        "HTTP://localhost:1/x,                     HTTP://localhost:1/x",
        "http://127.0.0.1:8080/,                   http://127.0.0.1:8080/",
        "http://[::1]:8080/,                       http://[::1]:8080/",
        "https://a.example.,                       https://a.example."
    })
    void acceptsHostsAsPeopleWriteThemAndReturnsTheirDnsForm(String url, String normalized) {
        assertThat(HttpUrl.normalized(url, refusals::add)).hasValue(normalized);
        assertThat(refusals).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.example/hooks",
                "ftp://a.example/",
                "http://",
                "http:///x",
                "http://:80/",
                "http://a b/",
                "http://a.example:x/",
                "http://a.example:65536/",
                "http://a.example:1:2/",
                "http://-a.example/",
                "http://a..example/",
                "http://1.2.3/",
                "http://1.2.3.4_5/x y",
                "http://[::1/",
                "http://[x]/",
                "http://ü..example/",
                "http://user:pass@a.example/",
                "http://ü@a.example/",
                "http://a.example/#x",
                "http://a.example/a b",
                "http://a.example/{x}",
                "http://a.example/%zz",
                "http://a.example/\n"
            })
    void refusesEverythingElseOnce(String url) {
        assertThat(HttpUrl.normalized(url, refusals::add)).isEmpty();
        assertThat(refusals).singleElement().satisfies(reason -> assertThat(reason)
                .doesNotContain("java", "Exception"));
    }

    @ParameterizedTest
    @CsvSource({"http://a.example/a b, 19", "https://bücher.example/{x}, 24"})
    void reportsTheWrongCharacter(String url, int character) {
        HttpUrl.normalized(url, refusals::add);
        assertThat(refusals)
                .containsExactly(
                        "expected an absolute http or https URL; character " + character + " must be percent-encoded");
    }
}
