package com.ingestlayer.delivery.lambda;

import com.ingestlayer.NativeRules;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Applies to all of our code in the function's package. */
@AnalyzeClasses(packages = "com.ingestlayer", importOptions = NativeRules.WithoutTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule staticFieldsHoldNothingOfTheMachine = NativeRules.STATIC_FIELDS_HOLD_NOTHING_OF_THE_MACHINE;
}
