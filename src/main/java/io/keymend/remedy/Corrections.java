package io.keymend.remedy;

import io.keymend.denial.KeyArn;
import io.keymend.evidence.KeyReading;
import io.keymend.evidence.KeyRecord;
import io.keymend.install.Install;
import io.keymend.verdict.Correction;
import io.keymend.verdict.Verdict;

import java.util.ArrayList;
import java.util.List;

/// What sets right a key that was asked for in the wrong way. Nothing is lost by it.
final class Corrections {
    private Corrections() {}

    static List<Remedy> of(Verdict.Misdirected wrong, Situation situation) {
        return switch (wrong.correction()) {
            case Correction.WrongRegion region -> inRegion(wrong.current(), region, situation);
            case Correction.AliasMoved(var move) -> List.of(alias(move));
        };
    }

    private static List<Remedy> inRegion(
            Install current, Correction.WrongRegion wrong, Situation situation) {
        List<Remedy> remedies = new ArrayList<>();
        KeyReading reading = situation.evidence().reading(wrong.key());
        new KeyRescue("the key", wrong.key(), reading, List.of(), situation.now())
                .remedy()
                .ifPresent(remedies::add);
        remedies.add(ask(wrong));
        if (wrong.key().multiRegion()) {
            remedies.add(replicate(current, wrong));
        }
        return remedies;
    }

    private static Remedy ask(Correction.WrongRegion wrong) {
        return Remedy.of(
                        Act.CORRECT,
                        "Ask for the key in Region " + wrong.key().region(),
                        Loss.NOTHING)
                .noting(
                        "Set the product's Region or key ARN to it. The call went to Region "
                                + wrong.called()
                                + ", where the key is not.")
                .by(Aws.kms("describe-key", wrong.key()));
    }

    private static Remedy replicate(Install current, Correction.WrongRegion wrong) {
        KeyArn key = wrong.key();
        KeyArn replica = new KeyArn(key.partition(), wrong.called(), key.account(), key.id());
        List<String> commands = new ArrayList<>();
        commands.add(Aws.kms("replicate-key", key) + " --replica-region " + wrong.called());
        current.roles().forEach(role -> commands.add(Aws.grant(replica, role)));
        return Remedy.of(
                        Act.CORRECT,
                        "Or make a replica of the key in Region " + wrong.called(),
                        Loss.NOTHING)
                .needing(
                        "kms:ReplicateKey on the primary and kms:CreateKey in Region "
                                + wrong.called()
                                + "; the primary enabled.")
                .noting(
                        "A replica opens what the primary sealed. It has a key policy of its own,"
                                + " so the roles need access to it as well.")
                .by(commands);
    }

    private static Remedy alias(KeyRecord.AliasMove move) {
        return Remedy.of(
                        Act.CORRECT,
                        "Point " + move.alias() + " back at the key that sealed the rows",
                        Loss.NOTHING)
                .needing("kms:UpdateAlias on the alias and on both keys.")
                .noting(
                        "It was given to "
                                + move.to()
                                + " on "
                                + move.at()
                                + ". What was sealed since needs that key: name keys by ARN, or"
                                + " re-seal, before the alias moves again.")
                .by(
                        "aws kms update-alias --region "
                                + move.from().region()
                                + " --alias-name "
                                + Aws.word(move.alias())
                                + " --target-key-id "
                                + move.from());
    }
}
