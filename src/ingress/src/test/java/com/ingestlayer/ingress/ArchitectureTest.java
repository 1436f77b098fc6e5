package com.ingestlayer.ingress;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.ingestlayer.NativeRules;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.PathParam;

/** Applies to all of our code in the function's package. */
@AnalyzeClasses(packages = "com.ingestlayer", importOptions = NativeRules.WithoutTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule staticFieldsHoldNothingOfTheMachine = NativeRules.STATIC_FIELDS_HOLD_NOTHING_OF_THE_MACHINE;

    /**
     * Only the method and the path are routed, so a parameter that a resource takes from the query, a header or the
     * body would always be empty.
     */
    @ArchTest
    static final ArchRule resourcesReadTheEvent =
            methods().that().areMetaAnnotatedWith(HttpMethod.class).should(takeOnlyThePathAndTheEvent());

    private static ArchCondition<JavaMethod> takeOnlyThePathAndTheEvent() {
        return new ArchCondition<>("take only parts of the path and the event") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                method.getParameters().stream()
                        .filter(parameter -> !parameter.isAnnotatedWith(PathParam.class)
                                && !parameter.getRawType().isEquivalentTo(APIGatewayV2HTTPEvent.class))
                        .forEach(parameter -> events.add(SimpleConditionEvent.violated(
                                parameter, parameter.getDescription() + " would be empty: read it from the event")));
            }
        };
    }
}
