package com.ingestlayer.ingress;

import com.ingestlayer.NativeRules;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Holds for everything of ours that is in the function's program. */
@AnalyzeClasses(packages = "com.ingestlayer", importOptions = NativeRules.WithoutTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule staticFieldsHoldNothingOfTheMachine = NativeRules.STATIC_FIELDS_HOLD_NOTHING_OF_THE_MACHINE;
}
