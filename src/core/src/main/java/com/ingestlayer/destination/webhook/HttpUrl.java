package com.ingestlayer.destination.webhook;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads URLs as people write them, including those whose host names are not ASCII or are rejected by {@link URI}. */
final class HttpUrl {
    static final String EXPECTED = "an absolute http or https URL";

    private static final int MAX_PORT = 65_535;
    private static final int MAX_HOST = 253;

    private static final Pattern FORM = Pattern.compile(
            "(?<scheme>https?)://(?<authority>[^/?#]*)(?<rest>.*)", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern HOST_AND_PORT = Pattern.compile("(?<host>\\[[^\\]]*]|[^:]*)(?::(?<port>[0-9]{0,9}))?");

    private HttpUrl() {}

    /**
     * Returns the URL in ASCII: a host name with other letters is converted to Punycode (RFC 3492) as in DNS, and other
     * characters of path and query are percent-encoded. A host name with an underscore is accepted, because services in
     * private networks have such names.
     *
     * @param refuse receives the reason if the text is not such a URL
     * @return empty if the text was refused
     */
    static Optional<String> normalized(String url, Consumer<String> refuse) {
        Matcher form = FORM.matcher(url);
        if (!form.matches() || form.group("authority").isEmpty()) {
            return refused("expected " + EXPECTED, refuse);
        }
        if (form.group("authority").contains("@") || form.group("rest").contains("#")) {
            return refused("a URL must not hold a user, a password or a fragment (#); use auth", refuse);
        }
        Matcher place = HOST_AND_PORT.matcher(form.group("authority"));
        Optional<String> host = place.matches() ? asciiHost(place.group("host")) : Optional.empty();
        if (host.isEmpty()) {
            return refused(
                    "expected " + EXPECTED + "; \"" + form.group("authority") + "\" is no host with or without a port",
                    refuse);
        }
        String port = place.group("port");
        if (port != null && !port.isEmpty() && Integer.parseInt(port) > MAX_PORT) {
            return refused("expected " + EXPECTED + "; the highest port is " + MAX_PORT, refuse);
        }
        String start = form.group("scheme") + "://" + host.get() + (port == null ? "" : ":" + port);
        return asciiRest(form.group("rest"), form.start("rest"), refuse).map(rest -> start + rest);
    }

    private static Optional<String> asciiHost(String host) {
        try {
            String ascii = isAscii(host) ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED);
            // URI rejects host names with an underscore; a letter in its place lets it check everything else.
            boolean right =
                    ascii.length() <= MAX_HOST && new URI("http://" + ascii.replace('_', 'x')).getHost() != null;
            return right ? Optional.of(ascii) : Optional.empty();
        } catch (URISyntaxException | IllegalArgumentException noHost) {
            return Optional.empty();
        }
    }

    private static Optional<String> asciiRest(String rest, int start, Consumer<String> refuse) {
        String before = "http://x";
        try {
            return Optional.of(new URI(before + rest).toASCIIString().substring(before.length()));
        } catch (URISyntaxException e) {
            return refused(
                    "expected " + EXPECTED + "; character " + (e.getIndex() - before.length() + start + 1)
                            + " must be percent-encoded",
                    refuse);
        }
    }

    private static Optional<String> refused(String reason, Consumer<String> refuse) {
        refuse.accept(reason);
        return Optional.empty();
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }
}
