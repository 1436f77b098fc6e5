package com.ingestlayer.local;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a {@link TestStack} before all tests of a class, puts it into the class's only static field of that type, and closes
 * it after all tests. The stack serves already when {@code @BeforeAll} methods run, and still when {@code @AfterAll} methods do.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(LocalStackExtension.class)
@interface LocalStackTest {
    /** Which pipelines the stack has. */
    enum Config {
        /** Those of src/test/resources/config, with retries after a second each. */
        TEST,
        /** Those of infra/config, with retries as {@code ./mvnw -Plocal} has them. */
        SHIPPED
    }

    Config value() default Config.TEST;
}
