package io.keymend.testing;

import static io.keymend.testing.Ids.CURRENT_KEY;
import static io.keymend.testing.Ids.FORMER_KEY;
import static io.keymend.testing.Ids.OLDEST_KEY;
import static io.keymend.testing.Ids.REPLICA_HERE;
import static io.keymend.testing.InstallBuilder.current;
import static io.keymend.testing.InstallBuilder.former;
import static io.keymend.testing.InstallBuilder.formerly;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.Canary;
import io.keymend.evidence.Evidence;
import io.keymend.evidence.KeyRecord;
import io.keymend.evidence.KeyState;
import io.keymend.evidence.Sealer;
import io.keymend.install.KeyRole;
import io.keymend.install.Match;
import io.keymend.testing.TruthTable.Asking;
import io.keymend.testing.TruthTable.Who;
import io.keymend.verdict.CaseFile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A row of the truth table, laid out as a case.
public final class LaidOut {
    private final TruthTable row;

    /// The key that sealed the stale rows.
    private final KeyArn key;

    private final EvidenceBuilder evidence = EvidenceBuilder.evidence();

    private LaidOut(TruthTable row) {
        this.row = row;
        this.key = row.who() == Who.A_FORMER_KEY_OF_MANY_REGIONS ? REPLICA_HERE : FORMER_KEY;
    }

    public static CaseFile of(TruthTable row) {
        return new LaidOut(row).file();
    }

    private CaseFile file() {
        CaseBuilder file = CaseBuilder.of(match(), evidence());
        if (row.key() == TruthTable.Key.DELETED_ON_RECORD) {
            file.deleted(new KeyRecord.Deletion(key, Instant.EPOCH, "event"));
        }
        if (row.key() == TruthTable.Key.ENABLED_BUT_ITS_ALIAS_MOVED) {
            file.moved(new KeyRecord.AliasMove("alias/app", key, CURRENT_KEY, Instant.EPOCH));
        }
        return file.build();
    }

    private Match match() {
        return switch (row.who()) {
            case A_STRANGER -> new Match.Unknown("who?");
            case ONE_OF_TWO -> new Match.Ambiguous("which?", List.of(current(), former()));
            case THE_MASTER_KEY -> new Match.NotData(current(), key, KeyRole.MASTER);
            case THE_CURRENT_KEY -> new Match.Current(current(), CURRENT_KEY, List.of(former()));
            case A_FORMER_KEY -> new Match.Former(current(), key, List.of(former()));
            case NO_KEY_NAMED -> new Match.KeyUnnamed(current(), List.of(former()));
            case A_FORMER_KEY_OF_ANOTHER_ACCOUNT ->
                    new Match.Former(
                            current(), key, List.of(formerly().account("444455556666").build()));
            case A_FORMER_KEY_OF_MANY_REGIONS ->
                    new Match.Former(
                            current(), key, List.of(formerly().key(key, KeyRole.DATA).build()));
        };
    }

    private Evidence evidence() {
        evidence.state(key, state()).canary(canary());
        if (row.asking() == Asking.NOBODY_ANSWERS_ABOUT_ANY_OTHER_KEY) {
            evidence.state(CURRENT_KEY, new KeyState.Hidden("AccessDenied"));
        }
        return tables();
    }

    private KeyState state() {
        return switch (row.key()) {
            case ENABLED, ENABLED_BUT_ITS_ALIAS_MOVED -> new KeyState.Enabled();
            case DISABLED -> new KeyState.Disabled();
            case PENDING_DELETION ->
                    new KeyState.PendingDeletion(
                            Optional.of(Instant.parse("2026-12-01T00:00:00Z")));
            case PENDING_REPLICA_DELETION -> new KeyState.PendingReplicaDeletion(Optional.of(7));
            case PENDING_IMPORT -> new KeyState.PendingImport();
            case STORE_DOWN -> new KeyState.Unavailable();
            case CREATING -> new KeyState.Transient("Creating");
            case HIDDEN -> new KeyState.Hidden("AccessDenied");
            case NOT_FOUND, DELETED_ON_RECORD -> new KeyState.Missing();
        };
    }

    private Canary canary() {
        return switch (row.bird()) {
            case SINGS -> new Canary.Passed(Ids.fingerprint(-1));
            case IS_DEAD -> new Canary.Failed("IncorrectKeyException");
            case WAS_NOT_ASKED -> new Canary.NotRun("AccessDenied");
        };
    }

    private Evidence tables() {
        return switch (row.tables()) {
            case UNREADABLE -> evidence.unseen("no such secret");
            case EMPTY -> evidence.build();
            case FINE -> fine().build();
            case FINE_AND_ONE_UNREAD -> fine().unread("hooks").build();
            case FINE_AND_ONE_UNRESOLVED -> unresolved(fine()).build();
            case PROBED -> stale(Sealer.Proof.PROBE, fine()).build();
            case BY_FINGERPRINT -> stale(Sealer.Proof.FINGERPRINT, evidence).build();
            case BY_RECORD -> stale(Sealer.Proof.RECORDED, evidence).build();
            case INFERRED -> stale(Sealer.Proof.ELIMINATION, evidence).build();
            case PROBED_AND_ONE_UNREAD ->
                    stale(Sealer.Proof.PROBE, evidence).unread("hooks").build();
            case PROBED_AND_ONE_UNRESOLVED ->
                    unresolved(stale(Sealer.Proof.PROBE, evidence)).build();
            case PROBED_AND_A_STRANGE_ONE -> strange(stale(Sealer.Proof.PROBE, evidence)).build();
            case ONLY_STRANGE_ONES -> strange(evidence).build();
            case NEVER_ASKED_OF_THE_CURRENT_KEY ->
                    stale(Sealer.Proof.FINGERPRINT, evidence)
                            .neverAsked(Ids.fingerprint(0))
                            .build();
            case ALSO_OF_A_DISABLED_KEY ->
                    stale(Sealer.Proof.PROBE, evidence)
                            .column(
                                    "hooks",
                                    "token",
                                    new Sealer.Other(OLDEST_KEY, Sealer.Proof.PROBE),
                                    2)
                            .state(OLDEST_KEY, new KeyState.Disabled())
                            .build();
        };
    }

    private EvidenceBuilder stale(Sealer.Proof proof, EvidenceBuilder tables) {
        return tables.column("oidc_settings", "secret", new Sealer.Other(key, proof), 5);
    }

    private EvidenceBuilder fine() {
        return evidence.column(
                "hooks", "a", new Sealer.Current(CURRENT_KEY, Sealer.Proof.FINGERPRINT), 3);
    }

    private static EvidenceBuilder unresolved(EvidenceBuilder tables) {
        return tables.column("hooks", "b", new Sealer.Unresolved("throttled"), 2);
    }

    private static EvidenceBuilder strange(EvidenceBuilder tables) {
        return tables.column("hooks", "c", new Sealer.Foreign("whose?"), 2);
    }
}
