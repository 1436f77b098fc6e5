package com.ingestlayer.aws;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Creates clients whose calls a test can observe, change or answer. */
public final class Taps {
    private Taps() {}

    /** Handles a call. */
    @FunctionalInterface
    public interface Tap {
        /**
         * Returns the response.
         *
         * @param operation the operation, such as {@code GetItem}
         * @param onwards makes the call
         */
        Object call(String operation, SdkRequest request, Supplier<Object> onwards);
    }

    public static DynamoDbClient on(DynamoDbClient client, Tap tap) {
        return tapped(DynamoDbClient.class, client, tap);
    }

    public static SqsClient on(SqsClient client, Tap tap) {
        return tapped(SqsClient.class, client, tap);
    }

    private static <C> C tapped(Class<C> type, C client, Tap tap) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            SdkRequest request = (SdkRequest) args[0];
            String name = request.getClass().getSimpleName();
            return tap.call(name.substring(0, name.length() - "Request".length()), request, () -> {
                try {
                    return method.invoke(client, args);
                } catch (InvocationTargetException e) {
                    throw (RuntimeException) e.getCause();
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            });
        }));
    }
}
