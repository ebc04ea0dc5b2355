package io.keymend.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;

import io.keymend.KeymendFunction;
import io.keymend.remedy.Clearance;
import io.keymend.remedy.Permit;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The layout of design.md, held to.
final class ArchitectureTest {
    private static final String ROOT = "io.keymend";
    private static final Set<String> CORE =
            Set.of(
                    "denial",
                    "profile",
                    "install",
                    "seal",
                    "aead",
                    "doctor",
                    "evidence",
                    "verdict",
                    "remedy",
                    "mend",
                    "alert");

    /// What each package may use of ours.
    private static final Map<String, Set<String>> ARROWS =
            new TreeMap<>(
                    Map.of(
                            "denial", Set.of(),
                            "profile", Set.of(),
                            "seal", Set.of(),
                            "aead", Set.of(),
                            "json", Set.of(),
                            "install", Set.of("denial"),
                            "evidence", Set.of("denial", "install", "profile", "seal"),
                            "verdict", Set.of("denial", "install", "seal", "evidence"),
                            "remedy",
                                    Set.of(
                                            "denial",
                                            "profile",
                                            "install",
                                            "seal",
                                            "evidence",
                                            "verdict"),
                            "catalog", Set.of("profile", "json")));

    static {
        ARROWS.put(
                "mend",
                Set.of("denial", "profile", "install", "seal", "evidence", "verdict", "remedy"));
        ARROWS.put(
                "doctor",
                Set.of("denial", "install", "aead", "evidence", "profile", "remedy", "mend"));
        ARROWS.put(
                "alert",
                Set.of(
                        "denial",
                        "profile",
                        "install",
                        "seal",
                        "evidence",
                        "verdict",
                        "remedy",
                        "mend",
                        "aead",
                        "doctor"));
        ARROWS.put(
                "aws",
                Set.of(
                        "denial",
                        "install",
                        "evidence",
                        "mend",
                        "doctor",
                        "alert",
                        "json",
                        "aws.api",
                        "aws.trail",
                        "aws.kms",
                        "aws.tables",
                        "aws.history",
                        "aws.mend",
                        "aws.secrets"));
        ARROWS.put("aws.api", Set.of("install"));
        ARROWS.put("aws.trail", Set.of("denial", "json"));
        ARROWS.put("aws.kms", Set.of("denial", "seal", "evidence", "mend", "aws.api"));
        ARROWS.put("aws.tables", Set.of("profile", "install", "seal", "evidence", "aws.api"));
        ARROWS.put(
                "aws.history",
                Set.of(
                        "denial",
                        "install",
                        "seal",
                        "evidence",
                        "remedy",
                        "mend",
                        "alert",
                        "aws.api"));
        ARROWS.put(
                "aws.mend",
                Set.of(
                        "denial",
                        "install",
                        "seal",
                        "evidence",
                        "remedy",
                        "mend",
                        "json",
                        "aws.api",
                        "aws.tables"));
        ARROWS.put(
                "aws.secrets",
                Set.of(
                        "install",
                        "aead",
                        "evidence",
                        "doctor",
                        "json",
                        "aws.api",
                        "aws.tables",
                        "aws.mend"));
    }

    static final List<String> PACKAGES = List.copyOf(ARROWS.keySet());

    private static final JavaClasses MAIN =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages(ROOT);

    private static final JavaClasses ALL = new ClassFileImporter().importPackages(ROOT);

    @ParameterizedTest
    @FieldSource("PACKAGES")
    void arrowsPointOneWay(String name) {
        arrows(name, ARROWS.getOrDefault(name, Set.of())).check(MAIN);
    }

    @Test
    void anArrowTheWrongWayIsCaught() {
        assertThatThrownBy(() -> arrows("install", Set.of()).check(MAIN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.keymend.denial.KeyArn");
        assertThatThrownBy(() -> arrows("aws.trail", Set.of("denial")).check(MAIN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.keymend.json.Node");
        assertThatThrownBy(() -> arrows("aws", CORE).check(MAIN))
                .as("a room is no part of the package around it")
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.keymend.aws.api.DataApi");
    }

    @Test
    void everyPackageHasItsArrows() {
        assertThat(MAIN.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(Stream.of(ROOT), PACKAGES.stream().map(p -> ROOT + "." + p))
                                .toList());
    }

    @Test
    void thereAreNoCycles() {
        for (String slices : new String[] {ROOT + ".(*)..", ROOT + ".aws.(*).."}) {
            slices().matching(slices)
                    .should()
                    .beFreeOfCycles()
                    .because("a package that knows its user cannot be read on its own")
                    .check(MAIN);
        }
    }

    @Test
    void theCoreIsPure() {
        pure(packages(CORE)).check(MAIN);
    }

    @Test
    void onlyAeadOpensWhatIsSealed() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".aead")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javax.crypto..")
                .because("keys and plaintexts stay where they are cleared")
                .check(MAIN);
    }

    @Test
    void anEdgeInTheCoreWouldBeCaught() {
        assertThatThrownBy(() -> pure(new String[] {ROOT + ".json"}).check(MAIN))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> pure(new String[] {ROOT + ".aws"}).check(MAIN))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void awsHasOneDoor() {
        assertThat(
                        MAIN.stream()
                                .filter(type -> type.getPackageName().equals(ROOT + ".aws"))
                                .filter(JavaClass::isTopLevelClass)
                                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                                .map(JavaClass::getSimpleName))
                .as("so that the SDK can be replaced without reading the rest")
                .containsExactlyInAnyOrder("AwsAdapters", "AwsClients");
        onlyFrom(ROOT + ".aws..").check(ALL);
    }

    @Test
    void aWayAroundTheDoorWouldBeCaught() {
        assertThatThrownBy(() -> onlyFrom(ROOT + ".aws.*..").check(MAIN))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("io.keymend.aws.AwsAdapters");
    }

    private static ArchRule onlyFrom(String place) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(place)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".aws.*..")
                .because("the rooms are behind the door");
    }

    @Test
    void aRoomShowsOnlyWhatAnotherUses() {
        assertThat(
                        MAIN.stream()
                                .filter(type -> type.getPackageName().startsWith(ROOT + ".aws."))
                                .filter(JavaClass::isTopLevelClass)
                                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                                .filter(type -> !isUsedElsewhere(type))
                                .map(JavaClass::getName))
                .isEmpty();
    }

    private static boolean isUsedElsewhere(JavaClass type) {
        return type.getDirectDependenciesToSelf().stream()
                .anyMatch(use -> !use.getOriginClass().getPackage().equals(type.getPackage()));
    }

    @Test
    void onlyTheClearanceMakesPermits() {
        assertThat(makersOf(Permit.class)).containsExactly(Clearance.class.getName());
        assertThat(
                        MAIN.get(Permit.class).getConstructors().stream()
                                .noneMatch(
                                        made -> made.getModifiers().contains(JavaModifier.PUBLIC)))
                .as("another package could not even try")
                .isTrue();
        assertThat(makersOf(Clearance.class))
                .as("and a clearance is only what the guards say")
                .containsExactly(Clearance.class.getName());
    }

    @Test
    void onlyTheWritersDoorHoldsTheWriter() {
        assertThat(makersOf("io.keymend.aws.mend.RdsDataMender"))
                .containsExactly("io.keymend.aws.mend.RdsDataWriting");
        assertThat(makersOf("io.keymend.aws.mend.RdsDataWriting"))
                .containsExactly("io.keymend.aws.AwsAdapters");
    }

    private static List<String> makersOf(Class<?> type) {
        return makersOf(type.getName());
    }

    private static List<String> makersOf(String type) {
        return MAIN.get(type).getConstructorCallsToSelf().stream()
                .map(call -> call.getOriginOwner().getName())
                .distinct()
                .toList();
    }

    @Test
    void nothingThatShipsKnowsTheTests() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages(Set.of("local", "localaws", "house", "testing")))
                .because("the stand-ins never ship")
                .check(MAIN);
        assertThat(MAIN.contain(KeymendFunction.class)).isTrue();
        assertThat(MAIN.contain(ArchitectureTest.class)).isFalse();
    }

    @Test
    void everyPackageIsNullMarked() {
        List<String> unmarked = new ArrayList<>();
        ALL.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(place -> !place.isAnnotatedWith(NullMarked.class))
                .filter(place -> !place.getName().endsWith(".jmh_generated"))
                .forEach(place -> unmarked.add(place.getName()));
        assertThat(unmarked).as("NullAway checks only what is marked").isEmpty();
    }

    private static ArchRule arrows(String name, Set<String> targets) {
        return classes()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .onlyDependOnClassesThat(
                        JavaClass.Predicates.resideOutsideOfPackage(ROOT + "..")
                                .or(JavaClass.Predicates.resideInAPackage(ROOT + "." + name))
                                .or(JavaClass.Predicates.resideInAnyPackage(packages(targets))))
                .because("%s may know only %s of ours".formatted(name, targets));
    }

    private static ArchRule pure(String... places) {
        return classes()
                .that()
                .resideInAnyPackage(places)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        Stream.concat(
                                        Stream.of(packages(CORE)),
                                        Stream.of("java..", "javax.crypto..", "org.jspecify.."))
                                .toArray(String[]::new))
                .because("plain values can be tested and trusted without AWS");
    }

    private static String[] packages(Set<String> names) {
        return names.stream().map(name -> ROOT + "." + name).toArray(String[]::new);
    }
}
