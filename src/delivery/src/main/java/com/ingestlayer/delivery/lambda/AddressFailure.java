package com.ingestlayer.delivery.lambda;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.TruncatedChunkException;

/**
 * Why one address gave no answer: the reason for the delivery record, and a rank of how much it tells an operator.
 */
record AddressFailure(Kind kind, String reason) {
    /** Matches the class names that the JDK prepends to the messages of causes. */
    private static final Pattern CLASS_NAME =
            Pattern.compile("\\b(?:[a-z][a-z0-9]*\\.)+[A-Z]\\w*(?:Exception|Error)(?:: )?");

    /** The kinds of failures. Each is more informative than those before it. */
    enum Kind {
        NOT_REACHABLE,
        NO_CONNECTION,
        REFUSED,
        NO_ANSWER,
        TLS,
        INVALID_ANSWER
    }

    AddressFailure {
        requireNonNull(kind, "kind is null");
        requireNonNull(reason, "reason is null");
    }

    /** The address did not respond while the connection was being established. */
    static AddressFailure silent(long millis) {
        return new AddressFailure(Kind.NO_CONNECTION, "no connection within " + millis + " ms");
    }

    /** The connection was established, and then the time ran out. */
    static AddressFailure late(long millis) {
        return new AddressFailure(Kind.NO_ANSWER, "no whole answer within " + millis + " ms");
    }

    /** Describes a failure to establish a TCP connection. */
    static AddressFailure ofConnecting(IOException e, long millis) {
        String message = message(e);
        if (e instanceof SocketTimeoutException || message.contains("timed out")) {
            return silent(millis);
        }
        return e instanceof ConnectException && message.contains("refused")
                ? new AddressFailure(Kind.REFUSED, "connection refused")
                : new AddressFailure(Kind.NOT_REACHABLE, "not reachable: " + message);
    }

    /** Describes a failure to set up TLS over an established connection. */
    static AddressFailure ofTls(IOException e, long millis) {
        if (e instanceof SocketTimeoutException) {
            return new AddressFailure(Kind.NO_ANSWER, "no TLS within " + millis + " ms");
        }
        return e instanceof SSLException tls
                ? new AddressFailure(Kind.TLS, ofTls(tls))
                : new AddressFailure(Kind.NO_ANSWER, "the connection broke while TLS was set up: " + message(e));
    }

    private static String ofTls(SSLException e) {
        if (e instanceof SSLPeerUnverifiedException) {
            return "the certificate is not for this host: " + message(e);
        }
        // The JDK's outer messages name classes; the innermost failure is the most precise.
        Optional<GeneralSecurityException> wrong = causes(e)
                .filter(GeneralSecurityException.class::isInstance)
                .map(GeneralSecurityException.class::cast)
                .reduce((outer, inner) -> inner);
        return wrong.map(AddressFailure::ofCertificate).orElseGet(() -> "TLS failed: " + message(e));
    }

    private static String ofCertificate(GeneralSecurityException e) {
        if (e instanceof CertPathBuilderException) {
            return "the certificate is not trusted: nothing leads from it to a certificate authority that is known here; it"
                    + " is self-signed, or the server leaves out a certificate between";
        }
        if (e instanceof CertificateExpiredException) {
            return "the certificate has expired";
        }
        if (e instanceof CertificateNotYetValidException) {
            return "the certificate is not valid yet";
        }
        return message(e).startsWith("No ") // no name, no subject alternative name
                ? "the certificate is not for this host: " + message(e)
                : "the certificate is not accepted: " + message(e);
    }

    private static Stream<Throwable> causes(Throwable e) {
        return Stream.iterate(e, cause -> cause != null, Throwable::getCause).limit(10);
    }

    /**
     * Describes a failure while the request was sent, or after that.
     *
     * @param received the bytes received over the connection, or 0 if the number is unknown
     */
    static AddressFailure ofExchange(IOException e, long millis, long received) {
        if (e instanceof MessageConstraintException) {
            return new AddressFailure(
                    Kind.INVALID_ANSWER,
                    message(e).contains("count")
                            ? "the answer has more than " + WebhookClients.MAX_HEADERS + " headers"
                            : "the answer's status line, a header or a chunk's head is longer than "
                                    + WebhookClients.MAX_LINE + " bytes");
        }
        if (e instanceof ClientProtocolException
                || (e instanceof MalformedChunkCodingException && !(e instanceof TruncatedChunkException))) {
            String why = e.getCause() == null ? message(e) : message(e.getCause());
            return new AddressFailure(Kind.INVALID_ANSWER, "the answer is not valid HTTP: " + why);
        }
        if (e instanceof NoHttpResponseException && received > 0) {
            return new AddressFailure(
                    Kind.INVALID_ANSWER,
                    "the answer is not valid HTTP: it ended after " + received + " bytes without a final status line");
        }
        if (e instanceof NoHttpResponseException) {
            return new AddressFailure(Kind.NO_ANSWER, "the connection was closed before an answer came");
        }
        if (e instanceof SSLException) {
            return ofTls(e, millis);
        }
        return new AddressFailure(Kind.NO_ANSWER, "the connection broke before the whole answer came: " + message(e));
    }

    private static String message(Throwable e) {
        return Optional.ofNullable(e.getMessage())
                .map(text -> CLASS_NAME.matcher(text).replaceAll(""))
                .orElse("no reason is known");
    }
}
