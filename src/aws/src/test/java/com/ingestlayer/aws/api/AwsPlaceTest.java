package com.ingestlayer.aws.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.ServiceMetadata;

class AwsPlaceTest {
    static final List<Region> REGIONS =
            Region.regions().stream().filter(region -> !region.isGlobalRegion()).toList();

    private static AwsPlace place(String service, Map<String, String> environment) {
        return AwsPlace.of(service, environment::get);
    }

    @ParameterizedTest
    @FieldSource("REGIONS")
    void inAwsAServiceIsWhereAwssOwnClientLooksForIt(Region region) {
        AwsPlace place = place("sqs", Map.of("AWS_REGION", region.id()));
        assertThat(place.region()).isEqualTo(region.id());
        assertThat(place.endpoint())
                .isEqualTo(URI.create("https://" + ServiceMetadata.of("sqs").endpointFor(region)));
    }

    @Test
    void aServicesOwnEndpointComesBeforeTheOneForAll() {
        Map<String, String> environment = Map.of(
                "AWS_REGION", "eu-central-1",
                "AWS_ENDPOINT_URL", "http://localhost:1",
                "AWS_ENDPOINT_URL_BEDROCK_RUNTIME", "http://localhost:2");
        assertThat(place("bedrock-runtime", environment).endpoint()).isEqualTo(URI.create("http://localhost:2"));
        assertThat(place("dynamodb", environment).endpoint()).isEqualTo(URI.create("http://localhost:1"));
    }

    @Test
    void aRegionFoundElsewhereComesBeforeTheEnvironments() {
        Map<String, String> environment = Map.of("AWS_REGION", "eu-central-1");
        assertThat(AwsPlace.of("dynamodb", "us-east-1", environment::get))
                .isEqualTo(new AwsPlace("us-east-1", URI.create("https://dynamodb.us-east-1.amazonaws.com")));
    }

    @Test
    void withoutARegionThereIsNoPlace() {
        assertThatThrownBy(() -> place("dynamodb", Map.of()))
                .isInstanceOf(AwsException.class)
                .hasMessage("AWS_REGION is not set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "localhost:8000", "ftp://localhost", "http:///path", "not a URL"})
    void anEndpointThatIsNoUrlIsRefused(String url) {
        Map<String, String> environment = Map.of("AWS_REGION", "eu-central-1", "AWS_ENDPOINT_URL_SQS", url);
        assertThatThrownBy(() -> place("sqs", environment))
                .isInstanceOf(AwsException.class)
                .hasMessage("AWS_ENDPOINT_URL_SQS: expected a URL of http or https, found \"" + url + "\"");
    }
}
