package com.ingestlayer.aws.api;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where a service is.
 *
 * @param region such as {@code eu-central-1}
 * @param endpoint scheme, host and port, and a path if it must be
 */
public record AwsPlace(String region, URI endpoint) {
    /** What hosts of a partition's regions end in, by what those regions begin with (AWS: "AWS partitions"). */
    private static final Map<String, String> SUFFIXES = Map.of(
            "cn-", "amazonaws.com.cn",
            "eusc-", "amazonaws.eu",
            "us-iso-", "c2s.ic.gov",
            "us-isob-", "sc2s.sgov.gov",
            "us-isof-", "csp.hci.ic.gov",
            "eu-isoe-", "cloud.adc-e.uk");

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
     * @throws AwsException when there is no region, or an endpoint is no URL
     */
    public static AwsPlace of(String service, UnaryOperator<String> environment) {
        String region = environment.apply("AWS_REGION");
        if (region == null) {
            throw new AwsException("AWS_REGION is not set", null);
        }
        return of(service, region, environment);
    }

    /** {@link #of(String, UnaryOperator)} in a region that was found elsewhere. */
    public static AwsPlace of(String service, String region, UnaryOperator<String> environment) {
        String own = "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT).replace('-', '_');
        for (String variable : List.of(own, "AWS_ENDPOINT_URL")) {
            String url = environment.apply(variable);
            if (url != null) {
                return new AwsPlace(region, endpoint(variable, url));
            }
        }
        return of(service, region);
    }

    private static URI endpoint(String variable, String url) {
        try {
            URI endpoint = new URI(url);
            if (endpoint.getHost() != null
                    && ("http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme()))) {
                return endpoint;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw new AwsException(variable + ": expected a URL of http or https, found \"" + url + "\"", null);
    }

    /** In AWS itself. */
    public static AwsPlace of(String service, String region) {
        return new AwsPlace(region, URI.create("https://" + service + "." + region + "." + suffixOf(region)));
    }

    private static String suffixOf(String region) {
        for (Map.Entry<String, String> partition : SUFFIXES.entrySet()) {
            if (region.startsWith(partition.getKey())) {
                return partition.getValue();
            }
        }
        return "amazonaws.com";
    }
}
