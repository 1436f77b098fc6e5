package com.ingestlayer.pipeline.step;

import static com.ingestlayer.pipeline.PipelineTesting.json;
import static com.ingestlayer.pipeline.step.StepTesting.FIRST_LINE;
import static com.ingestlayer.pipeline.step.StepTesting.found;
import static com.ingestlayer.pipeline.step.StepTesting.problemsOfStep;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.ingestlayer.expression.Ref;
import com.ingestlayer.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnrichFromEmailTest {
    private static JsonNode person(String email) {
        return found(
                "- enrich.person: { email: $event.payload.email }",
                Ref.Root.ENRICH,
                "person",
                Json.write(Json.object().put("email", email)));
    }

    private static JsonNode company(String parameter, String value) {
        return found(
                "- enrich.company: { " + parameter + ": $event.payload.value }",
                Ref.Root.ENRICH,
                "company",
                Json.write(Json.object().put("value", value)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "jane.doe+x@acme-corp.co.uk   | work       | false | Jane Doe        | GB",
                "JANE_DOE@Example.com         | work       | false | Jane Doe        | -",
                "jean-luc.picard@ufp.fr       | work       | false | Jean-Luc Picard | FR",
                "jean-luc@ufp.fr              | work       | false | Jean Luc        | FR",
                "sinead.o'brien@acme.ie       | work       | false | Sinead O'Brien  | IE",
                "j.doe42@gmail.com            | free       | false | J. Doe          | -",
                "jane.doe.1990@yahoo.co.uk    | free       | false | Jane Doe        | GB",
                "jürgen.müller@web.de         | free       | false | Jürgen Müller   | DE",
                "jane@acme.com                | work       | false | -               | -",
                "a.b.c.d@acme.com             | work       | false | -               | -",
                "j.d@acme.com                 | work       | false | -               | -",
                "jane.d0e@acme.com            | work       | false | -               | -",
                "4711.0815@qq.com             | free       | false | -               | -",
                "info@acme.io                 | work       | true  | -               | -",
                "Sales+eu@acme.de             | work       | true  | -               | DE",
                "customer.service@acme.eu     | work       | true  | -               | -",
                "x@mailinator.com             | disposable | false | -               | -",
                "jane.doe@eu.mailinator.com   | disposable | false | Jane Doe        | -",
            })
    void aPersonIsDerivedFromTheAddress(String email, String kind, boolean role, String name, String country) {
        JsonNode person = person(email);
        assertThat(person.path("kind").asText()).isEqualTo(kind);
        assertThat(person.path("role_account").asBoolean()).isEqualTo(role);
        assertThat(person.path("name").textValue()).isEqualTo(name);
        assertThat(person.path("country").textValue()).isEqualTo(country);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Jane.Doe+secret@acme.com", "no-such-name-7f3a@acme.com"})
    void theAddressItselfIsNotCopied(String email) {
        assertThat(Json.write(person(email))).doesNotContainIgnoringCase(email).doesNotContain("secret", "7f3a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "email  | jane@acme-corp.co.uk      | acme-corp.co.uk    | Acme Corp | GB",
                "email  | jane@mail.eu.acme.com     | acme.com           | Acme      | -",
                "email  | jane@acme.uk.com          | acme.uk.com        | Acme      | -",
                "email  | jane@37signals.com        | 37signals.com      | 37signals | -",
                "email  | jane@münchen-bau.de       | xn--mnchen-bau-9db.de | München Bau | DE",
                "domain | WWW.Acme.de               | acme.de            | Acme      | DE",
                "domain | acme.github.io            | acme.github.io     | Acme      | -",
                "domain | acme.com.au               | acme.com.au        | Acme      | AU",
            })
    void aCompanyIsDerivedFromTheDomain(String parameter, String value, String domain, String name, String country) {
        JsonNode company = company(parameter, value);
        assertThat(company.path("domain").textValue()).isEqualTo(domain);
        assertThat(company.path("name").textValue()).isEqualTo(name);
        assertThat(company.path("country").textValue()).isEqualTo(country);
    }

    @ParameterizedTest
    @CsvSource({
        "email, jane@gmail.com",
        "email, jane@mailinator.com",
        "email, no address",
        "email, jane@co.uk",
        "domain, gmail.com",
        "domain, com",
        "domain, co.uk",
        "domain, https://acme.com",
        "domain, ''"
    })
    void aMailboxProviderOrAnInvalidDomainHasNoCompany(String parameter, String value) {
        assertThat(company(parameter, value).isMissingNode()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"email\":null}", "{\"email\":7}", "{\"email\":{}}", "{\"email\":\"nobody\"}"})
    void aValueThatIsNotAnAddressFindsNoPerson(String payload) {
        assertThat(found("- enrich.person: { email: $event.payload.email }", Ref.Root.ENRICH, "person", payload)
                        .isMissingNode())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- enrich.person: { mail: $event.payload.email }   | unknown \"mail\"; did you mean \"email\"?",
                "- enrich.person: { email: payload.email }         | expected a ref such as",
                "- enrich.person: {}                               | \"email\" is missing",
                "- enrich.company: {}                              | expected either email: a ref",
                "- enrich.company: { email: $event.id, domain: $event.id } | expected either email: a ref",
                "- enrich.company: { domian: $event.id }           | did you mean \"domain\"?",
                "- enrich.persn: { email: $event.id }              | did you mean \"enrich.person\"?",
            })
    void aMistakeIsReported(String step, String message) {
        assertThat(problemsOfStep(step)).anySatisfy(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.line()).isEqualTo(FIRST_LINE);
        });
    }

    @Test
    void theFindingsHaveExactlyTheseFields() {
        assertThat(person("jane.doe@acme.de"))
                .isEqualTo(json("{\"kind\":\"work\",\"domain\":\"acme.de\",\"role_account\":false,"
                        + "\"name\":\"Jane Doe\",\"country\":\"DE\"}"));
    }
}
