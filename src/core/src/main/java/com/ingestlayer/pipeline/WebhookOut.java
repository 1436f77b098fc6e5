package com.ingestlayer.pipeline;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.yaml.YamlMap;
import com.ingestlayer.yaml.YamlValue;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code webhook.out}: a signed POST.
 *
 * @param url absolute, http or https, without user info or fragment
 */
public record WebhookOut(String name, String url, Auth auth) implements Destination {
    static final String KIND = "webhook.out";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");
    private static final int MAX_PORT = 65_535;
    private static final String EXPECTED_URL = "an absolute http or https URL";

    public WebhookOut {
        requireNonNull(name, "name is null");
        requireNonNull(url, "url is null");
        requireNonNull(auth, "auth is null");
    }

    static Optional<WebhookOut> read(YamlMap settings, UnaryOperator<String> environment) {
        settings.allowOnly("name", "url", "auth");
        Optional<String> name = settings.get("name").map(WebhookOut::readName).orElse(Optional.of(KIND));
        Optional<String> url = settings.require("url", EXPECTED_URL).flatMap(value -> readUrl(value, environment));
        Optional<Auth> auth =
                settings.get("auth").<Optional<Auth>>map(Auth::read).orElse(Optional.of(new Auth.None()));
        return name.isPresent() && url.isPresent() && auth.isPresent()
                ? Optional.of(new WebhookOut(name.get(), url.get(), auth.get()))
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
                .flatMap(text -> substitute(text, value, environment))
                .flatMap(text -> {
                    Optional<String> wrong = whatIsWrongWith(text);
                    wrong.ifPresent(value::refuse);
                    return wrong.isEmpty() ? Optional.of(text) : Optional.empty();
                });
    }

    private static Optional<String> substitute(String text, YamlValue value, UnaryOperator<String> environment) {
        StringBuilder result = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            String found = Optional.ofNullable(environment.apply(matcher.group(1)))
                    .filter(set -> !set.isEmpty())
                    .orElse(matcher.group(2));
            if (found == null) {
                value.refuse("the environment variable " + matcher.group(1)
                        + " is not set, and no default is given: ${env:" + matcher.group(1) + ":-default}");
                return Optional.empty();
            }
            matcher.appendReplacement(result, Matcher.quoteReplacement(found));
        }
        matcher.appendTail(result);
        return Optional.of(result.toString());
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
