package com.ingestlayer.destination.webhook;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.PrintableUrl;
import com.ingestlayer.destination.Destination;
import com.ingestlayer.destination.RetrySchedule;
import com.ingestlayer.expression.Condition;
import com.ingestlayer.expression.Scope;
import com.ingestlayer.yaml.EnvironmentText;
import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The destination {@code webhook.out}: a POST to a URL, signed or with a bearer token. Immutable and thread-safe.
 *
 * @param url an absolute http or https URL in ASCII, without user info or fragment
 * @param headers headers that are sent with every attempt, beside our own
 * @param retry its own retry schedule; empty for that of the stack
 * @param when the condition that events must meet; empty for every event that passes the steps
 * @param target the URL as people may see it; computed once, because every message carries it
 */
public record WebhookOut(
        String name,
        String url,
        Auth auth,
        Map<String, String> headers,
        Optional<RetrySchedule> retry,
        Optional<Condition> when,
        String target)
        implements Destination {
    public static final String KIND = "webhook.out";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public WebhookOut {
        requireNonNull(name, "name is null");
        requireNonNull(url, "url is null");
        requireNonNull(auth, "auth is null");
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        requireNonNull(retry, "retry is null");
        requireNonNull(when, "when is null");
        requireNonNull(target, "target is null");
    }

    public WebhookOut(
            String name,
            String url,
            Auth auth,
            Map<String, String> headers,
            Optional<RetrySchedule> retry,
            Optional<Condition> when) {
        this(name, url, auth, headers, retry, when, PrintableUrl.of(url));
    }

    @Override
    public String kind() {
        return KIND;
    }

    public boolean takes(Scope scope) {
        return when.map(condition -> condition.holds(scope)).orElse(true);
    }

    public static Optional<WebhookOut> read(YamlMap settings, UnaryOperator<String> environment) {
        settings.allowOnly("name", "url", "auth", "headers", "retry", "when");
        Optional<String> name = settings.get("name").map(WebhookOut::readName).orElse(Optional.of(KIND));
        Optional<String> url = settings.require("url", HttpUrl.EXPECTED).flatMap(value -> readUrl(value, environment));
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
        return value.asText(HttpUrl.EXPECTED)
                .flatMap(text -> EnvironmentText.substitute(text, value, environment))
                .flatMap(text -> HttpUrl.normalized(text, value::refuse));
    }
}
