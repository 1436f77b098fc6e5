package com.ingestlayer.aws;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The client of AWS knows nothing of what calls it. */
@AnalyzeClasses(packages = "com.ingestlayer.aws", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule theClientKnowsNothingOfTablesQueuesAndFunctions = noClasses()
            .that()
            .resideInAPackage("com.ingestlayer.aws.api")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.ingestlayer.aws", "com.ingestlayer.aws.bedrock..", "com.ingestlayer.aws.telemetry..");

    @ArchTest
    static final ArchRule nothingOfAwssOwnClientIsUsed =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("software.amazon..", "com.amazonaws..");
}
