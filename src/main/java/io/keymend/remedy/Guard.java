package io.keymend.remedy;

import java.util.Optional;

/// What must hold before a row is changed. All guards are asked, always: whoever is refused learns
/// of every reason at once.
public enum Guard {
    MODE("mode", "the mode allows it"),
    APPROVAL("approval", "it was approved"),
    EXPIRY("expiry", "the plan is in force"),
    HASH("hash", "what is stored is what was approved"),
    CLOCK("clock", "the clocks agree"),
    PAUSE("pause", "mends are not paused"),
    WRITER("writer", "the mending user is another than those that read"),
    VERSIONS("versions", "profile and rules are those of the plan"),
    INSTALL("install", "the install is still current, its history the same"),
    VERDICT("verdict", "the evidence still means what the plan rests on"),
    TABLES("tables", "every table was read"),
    CANARY("canary", "the current keys open fresh values of their own"),
    SYSTEM("system", "KMS answers, and the current keys are enabled"),
    KEYS("keys", "each sealer is a former install's and in the state needed"),
    SEALER("sealer", "each sealer is proved, none inferred"),
    ROWS("rows", "KMS says of sampled rows that another key sealed them"),
    COMPANY("company", "no row holds another value that still opens"),
    PROFILE("profile", "the profile allows it for each column"),
    COUNT("count", "the rows are within the cap"),
    SHARE("share", "the share of each table is within the cap"),
    OBSTACLES("obstacles", "nothing in the database stands against it");

    /// The version of these rules. A plan made under another one is refused.
    public static final String RULES = "1";

    private final String title;
    private final String fine;

    Guard(String title, String fine) {
        this.title = title;
        this.fine = fine;
    }

    /// What a person reads it by.
    public String title() {
        return title;
    }

    /// What it finds. A guard that cannot decide refuses.
    public Finding find(Facts facts) {
        try {
            return fault(facts)
                    .map(why -> new Finding(title, false, why))
                    .orElseGet(() -> new Finding(title, true, fine));
        } catch (RuntimeException e) {
            return new Finding(
                    title, false, "it could not be decided: " + e.getClass().getSimpleName());
        }
    }

    private Optional<String> fault(Facts facts) {
        return switch (this) {
            case MODE -> PlanFaults.mode(facts);
            case APPROVAL -> PlanFaults.approval(facts);
            case EXPIRY -> PlanFaults.expiry(facts);
            case HASH -> PlanFaults.hash(facts);
            case CLOCK -> PlanFaults.clock(facts);
            case PAUSE -> PlanFaults.pause(facts);
            case WRITER -> PlanFaults.writer(facts);
            case VERSIONS -> PlanFaults.versions(facts);
            case INSTALL -> PlanFaults.install(facts);
            case VERDICT -> LookFaults.verdict(facts);
            case TABLES -> LookFaults.tables(facts);
            case CANARY -> LookFaults.canary(facts);
            case SYSTEM -> LookFaults.system(facts);
            case KEYS -> LookFaults.keys(facts);
            case SEALER -> LookFaults.sealer(facts);
            case ROWS -> RowFaults.rows(facts);
            case COMPANY -> RowFaults.company(facts);
            case PROFILE -> RowFaults.profile(facts);
            case COUNT -> RowFaults.count(facts);
            case SHARE -> RowFaults.share(facts);
            case OBSTACLES -> RowFaults.obstacles(facts);
        };
    }
}
