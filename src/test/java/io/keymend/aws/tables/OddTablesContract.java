package io.keymend.aws.tables;

import static org.assertj.core.api.Assertions.assertThat;

import io.keymend.aws.TablesFixture;
import io.keymend.evidence.ColumnCensus;
import io.keymend.evidence.Inspection;
import io.keymend.evidence.SealedGroup;
import io.keymend.evidence.TableName;
import io.keymend.local.Story;
import io.keymend.localaws.Database;
import io.keymend.profile.Profile;
import io.keymend.profile.SealedLocation;
import io.keymend.seal.Encoding;
import io.keymend.seal.Fingerprint;

import org.junit.jupiter.api.Test;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Tables with names and values that are hard to handle, on any engine.
abstract class OddTablesContract extends TablesFixture {
    OddTablesContract(Database server) {
        super(server);
    }

    @Test
    void namesOfEveryKindAreRead() throws SQLException {
        List<String> names =
                List.of(
                        "two words",
                        "UPPER",
                        "a\"double",
                        "a'single",
                        "a`back",
                        "Ünïcode — 鍵",
                        "semi;colon -- /* comment",
                        "100%s $1 ?",
                        "back\\slash",
                        "select",
                        "n".repeat(60));
        for (String odd : names) {
            sql(
                    "CREATE TABLE "
                            + name(odd)
                            + " ("
                            + name(odd + ".k")
                            + " int PRIMARY KEY, "
                            + name(odd)
                            + " text)",
                    "INSERT INTO " + name(odd) + " VALUES (1, " + base64() + ")");
        }
        grantAll();

        List<ColumnCensus> columns = columns();
        assertThat(columns)
                .extracting(column -> column.column().table().table())
                .containsExactlyInAnyOrderElementsOf(names);
        assertThat(columns)
                .allSatisfy(column -> {
                    String odd = column.column().table().table();
                    assertThat(column.column().column()).isEqualTo(odd);
                    assertThat(column.keyColumns().getFirst().name()).isEqualTo(odd + ".k");
                    assertThat(keys(column.groups().getFirst())).containsExactly("1");
                });
    }

    @Test
    void aNameWithAColonIsReportedUnread() throws SQLException {
        sql(
                "CREATE TABLE good (id int PRIMARY KEY, v text)",
                "INSERT INTO good VALUES (1, " + base64() + ")",
                "CREATE TABLE " + name("a:b") + " (id int PRIMARY KEY, v text)",
                "CREATE TABLE bad (id int PRIMARY KEY, " + name("v:w") + " text)",
                "CREATE TABLE worse (" + name("i:d") + " int PRIMARY KEY, v text)");
        grantAll();

        Inspection.Seen seen = seen();
        assertThat(seen.columns()).hasSize(1);
        assertThat(seen.unread())
                .extracting(Inspection.Unread::table)
                .extracting(TableName::table)
                .containsExactly("a:b", "bad", "worse");
        assertThat(seen.unread()).allMatch(unread -> unread.why().contains("colon"));
    }

    @Test
    void nullsAndEmptyTextsAreNoSeals() throws SQLException {
        sql(
                "CREATE TABLE t (id int PRIMARY KEY, v text, b " + bytesType() + ")",
                "INSERT INTO t VALUES (1, NULL, NULL), (2, '', " + bytes(new byte[0]) + ")",
                "INSERT INTO t VALUES (3, ' ', " + bytes(new byte[] {1}) + ")",
                "INSERT INTO t VALUES (4, "
                        + base64()
                        + ", "
                        + bytes(blob(Story.FORMER_KEY))
                        + ")");
        grantAll();

        assertThat(columns())
                .hasSize(2)
                .allSatisfy(column -> {
                    assertThat(column.rows()).isEqualTo(4);
                    assertThat(column.empty()).isEqualTo(1);
                    assertThat(column.notSealed()).isEqualTo(2);
                    assertThat(column.sealed()).isEqualTo(1);
                });
    }

    @Test
    void whatOnlyLooksLikeABlobIsNotSealedOrAGroupOfItsOwn() throws SQLException {
        String real = Base64.getEncoder().encodeToString(blob(Story.FORMER_KEY));
        Fingerprint another = Fingerprint.ofHex("5a".repeat(32));
        insertTexts(
                real,
                "AQICAHh" + "!".repeat(300),
                "AQICAHh" + "é".repeat(300),
                "AQICAHh" + "-_".repeat(150),
                "AQICAH" + "h",
                real.substring(0, 60),
                real.substring(0, 100),
                "010202007800" + "zz".repeat(200),
                "0102020078" + "ab".repeat(20),
                "aqicah" + real.substring(6),
                "AQICAH" + "h" + "Z".repeat(243),
                "AQICAH" + another.base64Middle() + "Z".repeat(200));

        ColumnCensus column = column();
        assertThat(column.rows()).isEqualTo(12);
        assertThat(column.groups()).extracting(SealedGroup::rows).containsExactly(1L, 1L);
        assertThat(hasSample(column, group(column, former()))).isTrue();
        assertThat(hasSample(column, group(column, another))).isFalse();
    }

    @Test
    void bytesThatOnlyLookLikeABlobAreAGroupOfTheirOwn() throws SQLException {
        byte[] cut = Arrays.copyOf(blob(Story.FORMER_KEY), 140);
        byte[] other = blob(Story.FORMER_KEY);
        other[4] = 0x77;
        sql(
                "CREATE TABLE t (id int PRIMARY KEY, v " + bytesType() + ")",
                "INSERT INTO t VALUES (1, " + bytes(cut) + "), (2, " + bytes(other) + ")");
        grantAll();

        SealedGroup group = column().groups().getFirst();
        assertThat(column().notSealed()).isEqualTo(1);
        assertThat(group.encoding()).contains(Encoding.BYTES);
        assertThat(group.fingerprint()).isEqualTo(former());
        assertThat(hasSample(column(), group)).isFalse();
    }

    @Test
    void hexInEitherCaseIsOneGroup() throws SQLException {
        sql(
                "CREATE TABLE t (id int PRIMARY KEY, v text)",
                "INSERT INTO t VALUES (1, " + hex() + "), (2, lower(" + hex() + "))");
        grantAll();

        assertThat(column().groups()).extracting(SealedGroup::rows).containsExactly(2L);
        assertThat(column().groups().getFirst().encoding()).contains(Encoding.HEX);
        assertThat(hasSample(column(), column().groups().getFirst())).isTrue();
    }

    @Test
    void aLineBreakAfterABlobDoesNotHideIt() throws SQLException {
        insertTexts(Base64.getEncoder().encodeToString(blob(Story.FORMER_KEY)) + "\n");

        assertThat(hasSample(column(), column().groups().getFirst())).isTrue();
    }

    @Test
    void theColumnAProfileNamesIsCountedThoughItHoldsNoSeal() throws SQLException {
        insertTexts("plain");
        Profile profile =
                new Profile(
                        "spacelift",
                        "Spacelift",
                        "1",
                        List.of(
                                new SealedLocation(
                                        "t",
                                        Optional.of("v"),
                                        "a value",
                                        SealedLocation.IfDeleted.LOST,
                                        "")),
                        List.of(),
                        List.of());

        Inspection.Seen seen = (Inspection.Seen) inspect(profile);
        assertThat(seen.columns()).hasSize(1);
        assertThat(seen.columns().getFirst().named()).isTrue();
        assertThat(seen.columns().getFirst().sealed()).isZero();
    }

    private static SealedGroup group(ColumnCensus column, Fingerprint fingerprint) {
        return column.groups().stream()
                .filter(group -> group.fingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow();
    }

    private void insertTexts(String... values) throws SQLException {
        sql("CREATE TABLE t (id int PRIMARY KEY, v text)");
        for (int i = 0; i < values.length; i++) {
            sql("INSERT INTO t VALUES (" + i + ", '" + values[i] + "')");
        }
        grantAll();
    }
}
