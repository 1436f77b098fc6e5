package com.ingestlayer.delivery.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

/** Tests the failures as Java 17 and 25 throw them. */
class AddressFailureTest {
    private static String tls(CertificateException cause) {
        SSLException failure = new SSLHandshakeException("(certificate_unknown) " + cause.getMessage());
        failure.initCause(cause);
        return AddressFailure.ofTls(failure, 5000).reason();
    }

    @Test
    void certificateFailuresAreDescribedWithoutClassNames() {
        String outer =
                "PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed";
        assertThat(tls(new CertificateException(
                        outer,
                        new CertPathValidatorException(
                                "validity check failed",
                                new CertificateExpiredException("NotAfter: Thu Jan 01 00:00:00 UTC 2026")))))
                .isEqualTo("the certificate has expired");
        assertThat(tls(new CertificateException(
                        outer,
                        new CertPathValidatorException(
                                "validity check failed",
                                new CertificateNotYetValidException("NotBefore: Fri Jan 01 00:00:00 UTC 2027")))))
                .isEqualTo("the certificate is not valid yet");
        assertThat(tls(new CertificateException(
                        outer, new CertPathValidatorException("Algorithm constraints check failed on SHA1withRSA"))))
                .isEqualTo("the certificate is not accepted: Algorithm constraints check failed on SHA1withRSA");
        assertThat(tls(new CertificateException("PKIX path building failed", new CertPathBuilderException("unable"))))
                .startsWith("the certificate is not trusted: ");
        assertThat(tls(new CertificateException("No subject alternative DNS name matching a.example found.")))
                .isEqualTo("the certificate is not for this host: No subject alternative DNS name matching a.example"
                        + " found.");
        assertThat(AddressFailure.ofTls(new SSLHandshakeException("Received fatal alert: handshake_failure"), 5000)
                        .reason())
                .isEqualTo("TLS failed: Received fatal alert: handshake_failure");
    }

    @Test
    void aConnectionThatBreaksInTheHandshakeIsNotATlsFailure() {
        assertThat(AddressFailure.ofTls(new SocketException("Connection reset"), 5000))
                .isEqualTo(new AddressFailure(
                        AddressFailure.Kind.NO_ANSWER, "the connection broke while TLS was set up: Connection reset"));
    }

    @Test
    void connectFailuresAreDistinguished() {
        assertThat(AddressFailure.ofConnecting(new ConnectException("Connection refused"), 5000))
                .isEqualTo(new AddressFailure(AddressFailure.Kind.REFUSED, "connection refused"));
        assertThat(AddressFailure.ofConnecting(new ConnectException("Connection timed out"), 5000))
                .isEqualTo(AddressFailure.silent(5000));
        assertThat(AddressFailure.ofConnecting(new NoRouteToHostException("No route to host"), 5000))
                .isEqualTo(new AddressFailure(AddressFailure.Kind.NOT_REACHABLE, "not reachable: No route to host"));
    }
}
