package com.ingestlayer;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Data flows one way through core's packages. */
@AnalyzeClasses(packages = "com.ingestlayer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("com.ingestlayer.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule stagesKnowWhatComesBeforeThemOnly = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("reading")
            .definedBy("com.ingestlayer.json..", "com.ingestlayer.yaml..")
            .layer("facts")
            .definedBy("com.ingestlayer.event..", "com.ingestlayer.entity..", "com.ingestlayer.signature..")
            .layer("redaction")
            .definedBy("com.ingestlayer.redaction..")
            .layer("guesses")
            .definedBy(
                    "com.ingestlayer.email..",
                    "com.ingestlayer.ip..",
                    "com.ingestlayer.text..",
                    "com.ingestlayer.model..")
            .layer("pipeline")
            .definedBy("com.ingestlayer.pipeline..")
            .layer("delivery")
            .definedBy("com.ingestlayer.delivery..")
            .layer("ingest")
            .definedBy("com.ingestlayer.ingest..")
            .layer("archive")
            .definedBy("com.ingestlayer.archive..")
            .layer("deadletter")
            .definedBy("com.ingestlayer.deadletter..")
            .layer("replay")
            .definedBy("com.ingestlayer.replay..")
            .layer("agent")
            .definedBy("com.ingestlayer.agent..")
            .layer("config")
            .definedBy("com.ingestlayer.config..")
            .whereLayer("replay")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("agent")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("archive")
            .mayOnlyBeAccessedByLayers("replay", "agent")
            .whereLayer("deadletter")
            .mayOnlyBeAccessedByLayers("replay")
            .whereLayer("ingest")
            .mayOnlyBeAccessedByLayers("archive", "replay", "agent")
            .whereLayer("config")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("delivery")
            .mayOnlyBeAccessedByLayers("ingest", "archive", "deadletter", "replay", "agent")
            .whereLayer("pipeline")
            .mayOnlyBeAccessedByLayers("delivery", "ingest", "replay", "agent", "config")
            .whereLayer("redaction")
            .mayOnlyBeAccessedByLayers("pipeline")
            .whereLayer("guesses")
            .mayOnlyBeAccessedByLayers("pipeline", "config")
            .whereLayer("facts")
            .mayOnlyBeAccessedByLayers(
                    "redaction",
                    "pipeline",
                    "delivery",
                    "ingest",
                    "archive",
                    "deadletter",
                    "replay",
                    "agent",
                    "config");
}
