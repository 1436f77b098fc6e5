package com.ingestlayer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.Channel;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/**
 * The rules that native compilation sets for the classes of a module. Quarkus initializes them at build time, so the
 * values of static fields become part of the program: it must not hold an address, a socket, a random generator, a
 * clock or a thread of the build machine (Quarkus, "Tips for writing native applications"; GraalVM, "Class
 * Initialization in Native Image").
 */
public final class NativeRules {
    private static final List<Class<?>> OF_THE_MACHINE = List.of(
            InetAddress.class,
            InetSocketAddress.class,
            NetworkInterface.class,
            Socket.class,
            ServerSocket.class,
            DatagramSocket.class,
            Channel.class,
            RandomGenerator.class,
            InstantSource.class,
            Executor.class,
            Thread.class);

    /** Checks our own classes. A list of address blocks also holds addresses. */
    public static final ArchRule STATIC_FIELDS_HOLD_NOTHING_OF_THE_MACHINE =
            fields().that().areStatic().should(holdNothingOfTheMachine());

    /** Excludes tests, including those in another module's test jar. */
    public static final class WithoutTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/") && !location.contains("-tests.jar");
        }
    }

    private NativeRules() {}

    private static ArchCondition<JavaField> holdNothingOfTheMachine() {
        return new ArchCondition<>("hold no address, socket, random generator, clock or thread") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                findIn(field, new HashSet<>())
                        .ifPresent(found -> events.add(
                                SimpleConditionEvent.violated(field, field.getFullName() + " holds " + found)));
            }
        };
    }

    private static Optional<String> findIn(JavaField field, Set<JavaClass> seen) {
        return field.getAllInvolvedRawTypes().stream()
                .flatMap(type -> findIn(type.getBaseComponentType(), seen).stream())
                .findFirst();
    }

    private static Optional<String> findIn(JavaClass type, Set<JavaClass> seen) {
        if (!seen.add(type)) {
            return Optional.empty();
        }
        if (OF_THE_MACHINE.stream().anyMatch(type::isAssignableTo)) {
            return Optional.of(type.getSimpleName());
        }
        return type.getPackageName().startsWith("com.ingestlayer")
                ? type.getAllFields().stream()
                        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                        .flatMap(field -> findIn(field, seen).stream())
                        .findFirst()
                : Optional.empty();
    }
}
