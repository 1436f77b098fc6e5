package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * {@code webhook.out}: a signed POST.
 *
 * @param url absolute, http or https, without user info or fragment
 * @param headers sent with every attempt, beside our own
 * @param retry its own schedule; empty for the stack's
 * @param when which events go there; empty for every one that comes through the steps
 */
public record WebhookOut(
        String name,
        String url,
        Auth auth,
        Map<String, String> headers,
        Optional<RetrySchedule> retry,
        Optional<Condition> when)
        implements Destination {
    static final String KIND = "webhook.out";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final int MAX_PORT = 65_535;
    private static final String EXPECTED_URL = "an absolute http or https URL";

    public WebhookOut {
        requireNonNull(name, "name is null");
        requireNonNull(url, "url is null");
        requireNonNull(auth, "auth is null");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireNonNull(retry, "retry is null");
        requireNonNull(when, "when is null");
    }

    boolean takes(Facts facts) {
        return when.map(condition -> condition.holds(facts)).orElse(true);
    }

    static Optional<WebhookOut> read(YamlMap settings, UnaryOperator<String> environment) {
        settings.allowOnly("name", "url", "auth", "headers", "retry", "when");
        Optional<String> name = settings.get("name").map(WebhookOut::readName).orElse(Optional.of(KIND));
        Optional<String> url = settings.require("url", EXPECTED_URL).flatMap(value -> readUrl(value, environment));
        Optional<Auth> auth =
                settings.get("auth").<Optional<Auth>>map(AuthReader::read).orElse(Optional.of(new Auth.None()));
        Optional<String> reserved =
                auth.filter(Auth.Bearer.class::isInstance).map(bearer -> Auth.Bearer.HEADER.toLowerCase(Locale.ROOT));
        Optional<Map<String, String>> headers = settings.get("headers")
                .map(value -> CustomHeaders.read(value, reserved, environment))
                .orElse(Optional.of(Map.of()));
        Optional<RetrySchedule> retry = settings.get("retry").flatMap(RetrySchedule::read);
        Optional<Condition> when = settings.get("when").flatMap(Condition::readWhen);
        boolean right = name.isPresent()
                && url.isPresent()
                && auth.isPresent()
                && headers.isPresent()
                && retry.isPresent() == settings.get("retry").isPresent()
                && when.isPresent() == settings.get("when").isPresent();
        return right
                ? Optional.of(new WebhookOut(name.get(), url.get(), auth.get(), headers.get(), retry, when))
                : Optional.empty();
    }

    private static Optional<String> readName(YamlValue value) {
        String expected = "1 to 64 letters, digits and . _ - that start with a letter or digit";
        return value.asText(expected).flatMap(text -> {
            if (!NAME.matcher(text).matches()) {
                value.refuse("\"" + text + "\": expected " + expected);
                return Optional.empty();
            }
            return Optional.of(text);
        });
    }

    private static Optional<String> readUrl(YamlValue value, UnaryOperator<String> environment) {
        return value.asText(EXPECTED_URL)
                .flatMap(text -> EnvironmentText.substitute(text, value, environment))
                .flatMap(text -> {
                    Optional<String> wrong = whatIsWrongWith(text);
                    wrong.ifPresent(value::refuse);
                    return wrong.isEmpty() ? Optional.of(text) : Optional.empty();
                });
    }

    private static Optional<String> whatIsWrongWith(String url) {
        try {
            URI uri = new URI(url);
            boolean web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            if (!web || uri.getHost() == null) {
                return Optional.of("expected " + EXPECTED_URL);
            }
            if (uri.getPort() > MAX_PORT) {
                return Optional.of("expected " + EXPECTED_URL + "; the highest port is " + MAX_PORT);
            }
            return uri.getUserInfo() != null || uri.getFragment() != null
                    ? Optional.of("a URL must not hold a user, a password or a fragment (#); use auth")
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.of("expected " + EXPECTED_URL + "; " + e.getReason() + " at character " + e.getIndex());
        }
    }
}
