package com.ingestlayer.aws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;

@AnalyzeClasses(packages = "com.ingestlayer.aws", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** FunctionWiring only passes the builders of Quarkus' extensions to AwsClients. */
    @ArchTest
    static final ArchRule onlyOneClassSaysHowClientsBehave = noClasses()
            .that()
            .doNotBelongToAnyOf(AwsClients.class, FunctionWiring.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(SdkClientBuilder.class);

    @ArchTest
    static final ArchRule whatCallsAwsKnowsNothingOfLogLinesAndMetrics = noClasses()
            .that()
            .haveNameMatching(".*\\.(AwsClients|Attempts|CallFailures|Table|Queue)")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("com\\.ingestlayer\\.telemetry\\.(?!FunctionVariables|XRayHeader).*");

    @ArchTest
    static final ArchRule onlyTheWiringOfFunctionsKnowsCdi = noClasses()
            .that()
            .doNotBelongToAnyOf(FunctionWiring.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "jakarta.enterprise.inject..",
                    "jakarta.inject..",
                    "org.eclipse.microprofile.config..",
                    "io.smallrye.config..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("com.ingestlayer.aws.(*)..").should().beFreeOfCycles();

    /** The shared packages know none of the adapters. */
    @ArchTest
    static final ArchRule whatIsSharedKnowsNoAdapter = noClasses()
            .that()
            .resideInAnyPackage("com.ingestlayer.aws", "com.ingestlayer.aws.table")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.ingestlayer.aws.events",
                    "com.ingestlayer.aws.entities",
                    "com.ingestlayer.aws.keys",
                    "com.ingestlayer.aws.models",
                    "com.ingestlayer.aws.queue",
                    "com.ingestlayer.aws.secrets",
                    "com.ingestlayer.aws.state");
}
