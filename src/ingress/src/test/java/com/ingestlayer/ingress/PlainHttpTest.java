package com.ingestlayer.ingress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;

import com.ingestlayer.access.ApiKey;
import com.ingestlayer.access.Authenticator;
import com.ingestlayer.access.InMemoryApiKeys;
import com.ingestlayer.access.KeyHash;
import com.ingestlayer.entity.EntityKey;
import com.ingestlayer.entity.InMemoryEntities;
import com.ingestlayer.entity.Precondition;
import com.ingestlayer.json.Json;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests the API over plain HTTP, as {@code quarkus:dev} serves it: through Quarkus' stand-in for Lambda and API
 * Gateway.
 */
@QuarkusTest
class PlainHttpTest {
    private static final String KEY = "il_live_plain";

    /** Any free port. The stand-in prints which one it uses. */
    @ConfigProperty(name = "quarkus.lambda.mock-event-server.test-port")
    int port;

    private final InMemoryApiKeys keys = new InMemoryApiKeys();
    private final InMemoryEntities entities = new InMemoryEntities();

    @BeforeEach
    void useEntitiesInMemory() {
        keys.put(KeyHash.of(KEY), new ApiKey("test", "sdk.event", Set.of("entities"), Optional.empty()));
        QuarkusMock.installMockForType(
                new EntityResource(new Authenticator(keys, Clock.systemUTC()), entities), EntityResource.class);
    }

    private RequestSpecification anybody() {
        return given().port(port);
    }

    private RequestSpecification authenticated() {
        return anybody().header("Authorization", "Bearer " + KEY).contentType(ContentType.JSON);
    }

    @Test
    void healthIsServed() {
        anybody()
                .get("/healthz")
                .then()
                .statusCode(200)
                .contentType("application/json")
                .body("data.status", equalTo("ok"));
    }

    @Test
    void anEntityIsWrittenAndRead() {
        authenticated()
                .body("{\"kind\":\"user\",\"external_id\":\"u_1\",\"traits\":{\"plan\":\"pro\"}}")
                .post("/v1/entities")
                .then()
                .statusCode(201)
                .header("ETag", "\"1\"");
        authenticated()
                .queryParam("kind", "user")
                .queryParam("limit", 1)
                .get("/v1/entities")
                .then()
                .statusCode(200)
                .body("data.entities[0].traits.plan", equalTo("pro"));
        authenticated()
                .header("If-Match", "\"1\"")
                .delete("/v1/entities/user/u_1")
                .then()
                .statusCode(204)
                .body(emptyString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "100%", "a?b", "a#b", "a+b", "ü/😀"})
    void anIdMayBeInThePathOrInTheQuery(String id) {
        entities.write(new EntityKey("user", id), Json.object(), Precondition.NONE);
        authenticated()
                .pathParam("id", id)
                .get("/v1/entities/user/{id}")
                .then()
                .statusCode(200)
                .body("data.external_id", equalTo(id));
        authenticated()
                .queryParam("external_id", id)
                .get("/v1/entities/user")
                .then()
                .statusCode(200)
                .body("data.external_id", equalTo(id));
    }

    @Test
    void refusalsHaveTheContractsForm() {
        anybody()
                .get("/v1/entities?kind=user")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer")
                .body("error.code", equalTo("unauthorized"));
        anybody()
                .put("/healthz")
                .then()
                .statusCode(405)
                .header("Allow", "GET")
                .body("error.code", equalTo("method_not_allowed"));
        assertThat(anybody().head("/healthz").statusCode()).isEqualTo(405);
        anybody().options("/healthz").then().statusCode(204).header("Allow", "GET");
        anybody().get("/nothing").then().statusCode(404).body("error.code", equalTo("not_found"));
    }
}
