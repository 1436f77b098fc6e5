package com.ingestlayer.aws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import software.amazon.awssdk.core.client.builder.SdkClientBuilder;

@AnalyzeClasses(packages = "com.ingestlayer.aws", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule onlyOneClassSaysHowClientsBehave = noClasses()
            .that()
            .doNotBelongToAnyOf(AwsClients.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(SdkClientBuilder.class);

    @ArchTest
    static final ArchRule whatCallsAwsKnowsNothingOfLogLinesAndMetrics = noClasses()
            .that()
            .haveNameMatching(".*\\.(AwsClients|Attempts|CallFailures|Table|Queue)")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.ingestlayer.aws.telemetry..");
}
