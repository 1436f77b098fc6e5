package com.ingestlayer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks the layers of core: they follow the way of an event, and a package may only know the layers below its own. */
@AnalyzeClasses(packages = "com.ingestlayer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /** From the bottom up. Packages of one layer do not know each other. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("json", "yaml", "email", "text", "model", "signature"),
            Set.of("event", "ip", "redaction"),
            Set.of("expression", "entity", "window", "dispatch", "request"),
            Set.of("access", "destination"),
            Set.of("source", "pipeline"),
            Set.of("ingest", "delivery", "config"),
            Set.of("history", "deadletter"),
            Set.of("replay", "agent"));

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> location.contains("/core/"))
            .importPackages("com.ingestlayer");

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("com.ingestlayer.(*)..").should().beFreeOfCycles();

    /** A kind of destination is known only where the kinds are listed, and the steps know no pipeline. */
    @ArchTest
    static final ArchRule stepsKnowNoPipeline = noClasses()
            .that()
            .resideInAPackage("com.ingestlayer.pipeline.step..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.ingestlayer.pipeline");

    /** Returns each package with the packages it must not know: the others of its layer and all of the layers above. */
    static Stream<Arguments> packages() {
        Set<String> outOfReach = new HashSet<>();
        FLOORS.forEach(outOfReach::addAll);
        return FLOORS.stream().flatMap(floor -> {
            Set<String> above = Set.copyOf(outOfReach);
            outOfReach.removeAll(floor);
            return floor.stream().map(name -> Arguments.of(name, above));
        });
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void aPackageKnowsOnlyTheFloorsBelow(String name, Set<String> outOfReach) {
        String[] forbidden = outOfReach.stream()
                .filter(other -> !other.equals(name))
                .map(other -> "com.ingestlayer." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("com.ingestlayer." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .check(CORE);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("packages")
    void theRootPackageKnowsNoOtherPackage(String name, Set<String> outOfReach) {
        noClasses()
                .that()
                .resideInAPackage("com.ingestlayer")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.ingestlayer." + name + "..")
                .check(CORE);
    }
}
