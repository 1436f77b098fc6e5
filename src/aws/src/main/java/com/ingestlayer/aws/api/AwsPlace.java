package com.ingestlayer.aws.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Where a service is.
 *
 * @param region such as {@code eu-central-1}
 * @param endpoint scheme, host and port, and a path if it must be
 */
public record AwsPlace(String region, URI endpoint) {
    public AwsPlace {
        requireNonNull(region, "region is null");
        requireNonNull(endpoint, "endpoint is null");
    }

    /**
     * In the region of {@code AWS_REGION}, at what {@code AWS_ENDPOINT_URL_…} or {@code AWS_ENDPOINT_URL} say, else at the
     * region's own endpoint (AWS SDKs and Tools Reference Guide, "Service-specific endpoints").
     *
     * @param service as hosts call it, such as {@code bedrock-runtime}
     * @param environment gives the value of a variable, or null
     * @throws AwsException when there is no region
     */
    public static AwsPlace of(String service, UnaryOperator<String> environment) {
        String region = environment.apply("AWS_REGION");
        if (region == null) {
            throw new AwsException("AWS_REGION is not set", null);
        }
        String variable = "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT).replace('-', '_');
        return Optional.ofNullable(environment.apply(variable))
                .or(() -> Optional.ofNullable(environment.apply("AWS_ENDPOINT_URL")))
                .map(url -> new AwsPlace(region, URI.create(url)))
                .orElseGet(() -> of(service, region));
    }

    /** In AWS itself. */
    public static AwsPlace of(String service, String region) {
        return new AwsPlace(region, URI.create("https://" + service + "." + region + "." + suffixOf(region)));
    }

    /** What hosts of a region end in (AWS: "AWS partitions", and {@code AWS::URLSuffix}). */
    private static String suffixOf(String region) {
        if (region.startsWith("cn-")) {
            return "amazonaws.com.cn";
        }
        if (region.startsWith("eusc-")) {
            return "amazonaws.eu";
        }
        if (region.startsWith("us-iso-")) {
            return "c2s.ic.gov";
        }
        return region.startsWith("us-isob-") ? "sc2s.sgov.gov" : "amazonaws.com";
    }
}
