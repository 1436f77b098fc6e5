package com.ingestlayer.cli.stack;

import static java.util.Objects.requireNonNull;

import com.ingestlayer.aws.api.AwsException;
import com.ingestlayer.aws.api.Credentials;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.core.exception.SdkException;

/** Credentials as AWS's SDK finds them: profiles, roles to assume, sign-in by IAM Identity Center. Thread-safe. */
final class SdkCredentials implements Credentials.Source {
    private final AwsCredentialsProvider provider;

    SdkCredentials(AwsCredentialsProvider provider) {
        this.provider = requireNonNull(provider, "provider is null");
    }

    @Override
    public Credentials current() {
        AwsCredentials found;
        try {
            found = provider.resolveCredentials();
        } catch (SdkException e) {
            throw new AwsException("there are no AWS credentials", e);
        }
        Optional<String> token =
                found instanceof AwsSessionCredentials session ? Optional.of(session.sessionToken()) : Optional.empty();
        return new Credentials(found.accessKeyId(), found.secretAccessKey(), token);
    }
}
