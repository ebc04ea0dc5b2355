package io.keymend.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import io.keymend.KeymendFunction;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.util.Objects;
import java.util.Set;

/// What may be reached only at one place, and what must never be printed.
final class DoorsTest {
    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("io.keymend");

    /// Names of components that hold what must not be printed, where they are text or bytes.
    private static final Set<String> SECRETIVE =
            Set.of("secret", "password", "token", "body", "blob", "value", "plaintext", "sql");

    /// Something of the world outside that only the Lambda entry may touch.
    enum Door {
        CLOCK("tests need to set the time"),
        ENVIRONMENT("settings are read once"),
        OUTPUT("the log is one line of JSON for each decision");

        private final String because;

        Door(String because) {
            this.because = because;
        }

        boolean opens(JavaAccess<?> access) {
            return switch (this) {
                case CLOCK -> isClock(access);
                case ENVIRONMENT -> is(access, "java.lang.System", "getenv");
                case OUTPUT ->
                        is(access, "java.lang.System", "out")
                                || is(access, "java.lang.System", "err")
                                || access.getTarget().getName().equals("printStackTrace");
            };
        }

        private static boolean isClock(JavaAccess<?> access) {
            String owner = access.getTargetOwner().getName();
            String name = access.getTarget().getName();
            return is(access, "java.lang.System", "currentTimeMillis")
                    || is(access, "java.lang.System", "nanoTime")
                    || (owner.startsWith("java.time.")
                            && (name.equals("now") || name.startsWith("system")))
                    || is(access, "java.util.Date", "<init>");
        }

        private static boolean is(JavaAccess<?> access, String owner, String name) {
            return access.getTargetOwner().getName().equals(owner)
                    && access.getTarget().getName().equals(name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheLambdaEntryOpensIt(Door door) {
        classes()
                .that()
                .doNotHaveFullyQualifiedName(KeymendFunction.class.getName())
                .should(notOpen(door))
                .because(door.because)
                .check(MAIN);
    }

    @ParameterizedTest
    @EnumSource
    void anotherClassThatOpenedItWouldBeCaught(Door door) {
        assertThatThrownBy(() -> classes().should(notOpen(door)).check(MAIN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("KeymendFunction");
    }

    @Test
    void noRecordPrintsASecret() {
        assertThat(MAIN.stream().filter(DoorsTest::printsASecret).map(JavaClass::getName))
                .as("records whose generated toString would print text or bytes to be kept")
                .isEmpty();
    }

    record Leaky(String body) {}

    record Kept(String body) {
        @Override
        public String toString() {
            return "Kept";
        }
    }

    @Test
    void aRecordThatWouldPrintASecretIsCaught() {
        JavaClasses samples = new ClassFileImporter().importClasses(Leaky.class, Kept.class);
        assertThat(new Leaky("x").body()).isEqualTo(new Kept("x").body());
        assertThat(samples.stream().filter(DoorsTest::printsASecret).map(JavaClass::getSimpleName))
                .containsExactly("Leaky");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.mockito.Mockito",
                "org.easymock.EasyMock",
                "org.jmock.Mockery",
                "mockit.Mocked",
                "org.powermock.api.mockito.PowerMockito",
                "com.github.tomakehurst.wiremock.WireMockServer"
            })
    void thereIsNoMockingLibrary(String type) {
        assertThatThrownBy(() -> Class.forName(type))
                .as("doubles are written by hand, or the port is too wide")
                .isInstanceOf(ClassNotFoundException.class);
    }

    private static ArchCondition<JavaClass> notOpen(Door door) {
        return new ArchCondition<>("not open the door " + door) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(door::opens)
                        .forEach(access ->
                                events.add(
                                        SimpleConditionEvent.violated(
                                                type, access.getDescription())));
            }
        };
    }

    private static boolean printsASecret(JavaClass type) {
        return type.isRecord()
                && type.getFields().stream()
                        .anyMatch(field ->
                                SECRETIVE.contains(field.getName())
                                        && (field.getRawType().isEquivalentTo(String.class)
                                                || field.getRawType().isEquivalentTo(byte[].class)))
                && hasGeneratedToString(type);
    }

    /// Every record has a toString; the compiler's own asks ObjectMethods for it.
    private static boolean hasGeneratedToString(JavaClass type) {
        return ClassFile.of().parse(bytes(type)).methods().stream()
                .filter(method -> method.methodName().equalsString("toString"))
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .anyMatch(element ->
                        element instanceof InvokeDynamicInstruction call
                                && call.bootstrapMethod()
                                        .owner()
                                        .displayName()
                                        .equals("ObjectMethods"));
    }

    private static byte[] bytes(JavaClass type) {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(DoorsTest.class.getResourceAsStream(file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
