package io.keymend.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keymend.catalog.ProfileCatalog.ProfileFile;
import io.keymend.json.Json;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.IfDeleted;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

final class ProfileCatalogTest {
    static final List<String> SHIPPED = ProfileCatalog.SHIPPED;

    private static final String GOOD =
            """
            {"id": "p", "title": "P", "version": "1",
             "locations": [{"table": "t", "meaning": "m", "ifDeleted": "lost", "warning": "w"}],
             "vendorSteps": [{"title": "s", "how": "h", "cost": "nothing", "needsOldKey": false,
                              "source": "u"}]}
            """;

    private final Json json = new Json();

    @Test
    void whatShipsIsWhatLies() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/profiles"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            SHIPPED.stream().map(id -> id + ".json").toList());
        }
    }

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void everyShippedProfileLoadsAndNamesEachPlaceOnce(String id) {
        Profile profile = ProfileCatalog.load(json).of(id).orElseThrow();
        assertThat(profile.id()).isEqualTo(id);
        assertThat(profile.locations()).isNotEmpty();
        assertThat(profile.locations())
                .extracting(place -> place.table() + "." + place.column().orElse("*"))
                .doesNotHaveDuplicates();
        assertThat(profile.sources())
                .isNotEmpty()
                .allMatch(source -> source.startsWith("https://"));
        assertThat(profile.vendorSteps())
                .allMatch(step -> step.source().startsWith("https://"))
                .noneMatch(step -> String.join(" ", step.commands()).contains("DELETE"));
    }

    @Test
    void spaceliftForbidsDeletingAccounts() {
        Profile spacelift = ProfileCatalog.load(json).of("spacelift").orElseThrow();
        assertThat(spacelift.location("accounts", "anything"))
                .map(SealedLocation::ifDeleted)
                .contains(IfDeleted.FORBIDDEN);
        assertThat(spacelift.location("oidc_settings", "anything"))
                .map(SealedLocation::ifDeleted)
                .contains(IfDeleted.RECREATED);
        assertThat(spacelift.location("other", "anything")).isEmpty();
    }

    @Test
    void anUnknownProductHasNoProfile() {
        assertThat(ProfileCatalog.load(json).of("../spacelift")).isEmpty();
        assertThat(Profile.unknown("x").location("a", "b")).isEmpty();
    }

    @Test
    void anExactColumnWinsOverItsTable() {
        SealedLocation table = place("\"table\": \"t\"", "lost");
        SealedLocation column = place("\"table\": \"t\", \"column\": \"c\"", "recreated");
        Profile profile = new Profile("p", "P", "1", List.of(table, column), List.of(), List.of());
        assertThat(profile.location("t", "c")).contains(column);
        assertThat(profile.location("t", "d")).contains(table);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"id\": \"p\" | \"id\": \"q\" | its id is not p",
                "\"title\": \"P\", | `` | \"title\" is missing",
                "\"version\": \"1\" | \"version\": 1 | \"version\" is missing",
                "\"table\": \"t\", | `` | \"table\" is missing",
                "\"lost\" | \"gone\" | \"ifDeleted\" is not one of [recreated, lost,"
                        + " forbidden]: gone",
                "\"lost\" | \"LOST\" | \"ifDeleted\" is not one of [recreated, lost,"
                        + " forbidden]: LOST",
                "\"needsOldKey\": false | \"needsOldKey\": \"no\" | \"needsOldKey\" is not true or"
                        + " false",
                "\"cost\": \"nothing\" | `\"cost\": \"free\"` | \"cost\" is not one of [nothing,"
                        + " access, secret]: free"
            })
    void aWrongFieldIsNamedWithItsFile(String good, String bad, String fault) {
        assertThat(GOOD).contains(good);
        assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("profile p.json: " + fault);
    }

    @Test
    void aGoodFileIsReadWhole() throws Json.Unreadable {
        Profile profile = read(GOOD);
        assertThat(profile.locations()).hasSize(1);
        assertThat(profile.vendorSteps()).hasSize(1);
        assertThat(profile.sources()).isEmpty();
    }

    private Profile read(String text) throws Json.Unreadable {
        return new ProfileFile("p.json").read(json.read(text), "p");
    }

    private SealedLocation place(String where, String ifDeleted) {
        String text =
                GOOD.replace("\"table\": \"t\"", where).replace("\"lost\"", '"' + ifDeleted + '"');
        try {
            return read(text).locations().getFirst();
        } catch (Json.Unreadable e) {
            throw new AssertionError(e);
        }
    }
}
