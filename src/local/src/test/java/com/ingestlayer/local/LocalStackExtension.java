package com.ingestlayer.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Does what {@link LocalStackTest} promises. */
final class LocalStackExtension implements BeforeAllCallback, AfterAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Class<?> test = context.getRequiredTestClass();
        Field field = fieldOf(test);
        field.set(
                null,
                switch (test.getAnnotation(LocalStackTest.class).value()) {
                    case TEST -> TestStack.withTestConfig("1s,1s,1s,1s");
                    case SHIPPED -> TestStack.asShipped();
                });
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        TestStack stack = (TestStack) fieldOf(context.getRequiredTestClass()).get(null);
        if (stack != null) { // else it did not start
            stack.close();
        }
    }

    private static Field fieldOf(Class<?> test) {
        List<Field> fields = Arrays.stream(test.getDeclaredFields())
                .filter(field -> field.getType() == TestStack.class && Modifier.isStatic(field.getModifiers()))
                .toList();
        assertThat(fields).as("static fields of the type TestStack in " + test).hasSize(1);
        fields.get(0).setAccessible(true);
        return fields.get(0);
    }
}
