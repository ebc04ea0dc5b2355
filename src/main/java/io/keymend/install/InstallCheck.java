package io.keymend.install;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Checks a form field by field and collects every fault.
final class InstallCheck {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Pattern LABEL = Pattern.compile("[\\x20-\\x7e]{1,64}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGION =
            Pattern.compile("[a-z]{2,4}(?:-[a-z]{1,9}){1,2}-[0-9]{1,2}");
    private static final Pattern CLUSTER =
            Pattern.compile(
                    "arn:aws[a-z-]{0,16}:rds:[a-z0-9-]{1,32}:[0-9]{12}:cluster:[A-Za-z0-9-]{1,63}");
    static final Pattern SECRET =
            Pattern.compile(
                    "arn:aws[a-z-]{0,16}:secretsmanager:[a-z0-9-]{1,32}:[0-9]{12}:secret:[\\w/+=.@!-]{1,512}");

    private static final String PATTERN =
            "an IAM role ARN whose name begins with three characters before its first *";

    private static final int LONGEST_SHOWN = 200;

    private final InstallForm form;
    private final List<String> faults = new ArrayList<>();

    InstallCheck(InstallForm form) {
        this.form = form;
    }

    InstallForm.Checked run() {
        String id =
                matching(
                        "id",
                        form.id(),
                        NAME,
                        "letters, digits, dot, dash or underscore, at most 64");
        String product =
                matching("product", form.product(), NAME, "a profile's id such as spacelift");
        String version = matching("version", form.version(), LABEL, "1 to 64 printable characters");
        String environment =
                matching("environment", form.environment(), NAME, "a name such as production");
        String account = matching("account", form.account(), ACCOUNT, "12 digits");
        String region = matching("region", form.region(), REGION, "a Region such as eu-west-1");
        List<HeldKey> keys = keys();
        List<RolePattern> patterns =
                form.roles().stream()
                        .filter(role -> role.contains("*"))
                        .flatMap(role -> RolePattern.parse(role).stream())
                        .distinct()
                        .toList();
        List<IamArn> roles = roles();
        Optional<DatabaseRef> database = database();
        Optional<OwnKey> ownKey = form.ownKey().flatMap(own -> new OwnKeyCheck(own, faults).run());
        Optional<Instant> installed = time("installedAt", form.installedAt());
        Optional<Instant> uninstalled =
                form.uninstalledAt().isEmpty()
                        ? Optional.empty()
                        : time("uninstalledAt", form.uninstalledAt());
        String recordedBy =
                matching(
                        "recordedBy",
                        form.recordedBy(),
                        LABEL,
                        "who records it, 1 to 64 printable characters");
        order(installed, uninstalled);
        return faults.isEmpty()
                ? new InstallForm.Checked.Accepted(
                        new Install(
                                        id,
                                        product,
                                        version,
                                        environment,
                                        account,
                                        region,
                                        keys,
                                        roles,
                                        database.orElseThrow(),
                                        installed.orElseThrow(),
                                        uninstalled,
                                        recordedBy)
                                .withRolePatterns(patterns)
                                .withOwnKey(ownKey))
                : new InstallForm.Checked.Refused(faults);
    }

    private String matching(String field, String text, Pattern form, String wanted) {
        if (text.isEmpty()) {
            faults.add(field + " is missing: " + wanted);
        } else if (!form.matcher(text).matches()) {
            faults.add(field + " is not " + wanted + ": " + shortened(text));
        }
        return text;
    }

    private List<HeldKey> keys() {
        List<HeldKey> keys = new ArrayList<>();
        for (int i = 0; i < form.keys().size(); i++) {
            key("keys[" + i + "]", form.keys().get(i)).ifPresent(keys::add);
        }
        if (form.ownKey().isEmpty()) {
            requireDataKey();
        }
        if (keys.stream().map(HeldKey::arn).distinct().count() < keys.size()) {
            faults.add("keys names one key twice");
        }
        return keys;
    }

    /// A product with a key of its own may have none of KMS.
    private void requireDataKey() {
        if (form.keys().isEmpty()) {
            faults.add("keys is missing: at least one {\"arn\", \"role\": \"data\"}");
        } else if (form.keys().stream().noneMatch(key -> key.role().equals("data"))) {
            faults.add("keys names no key with role data");
        }
    }

    private Optional<HeldKey> key(String field, InstallForm.KeyForm key) {
        Optional<KeyArn> arn =
                parsed(
                        field + ".arn",
                        key.arn(),
                        KeyArn::parse,
                        "a KMS key ARN (no alias, no bare id)");
        Optional<KeyRole> role =
                parsed(
                        field + ".role",
                        key.role(),
                        text -> literal(KeyRole.values(), text),
                        "data, signing or master");
        return arn.flatMap(held -> role.map(as -> new HeldKey(held, as)));
    }

    private List<IamArn> roles() {
        List<IamArn> roles = new ArrayList<>();
        for (int i = 0; i < form.roles().size(); i++) {
            String text = form.roles().get(i);
            if (text.contains("*")) {
                parsed("roles[" + i + "]", text, RolePattern::parse, PATTERN);
            } else {
                parsed("roles[" + i + "]", text, IamArn::parse, "an IAM role or user ARN")
                        .ifPresent(roles::add);
            }
        }
        if (form.roles().isEmpty() && form.ownKey().isEmpty()) {
            faults.add("roles is missing: the ARNs of the roles the product runs as");
        }
        return roles.stream().distinct().toList();
    }

    private Optional<DatabaseRef> database() {
        Optional<Engine> engine =
                parsed(
                        "database.engine",
                        form.engine(),
                        text -> literal(Engine.values(), text),
                        "postgresql or mysql");
        String cluster =
                matching(
                        "database.clusterArn",
                        form.clusterArn(),
                        CLUSTER,
                        "the ARN of an Aurora cluster with the Data API on");
        String name = matching("database.name", form.databaseName(), LABEL, "the database's name");
        String secret =
                matching(
                        "database.secretArn",
                        form.secretArn(),
                        SECRET,
                        "the ARN of a secret with username and password of a reading user");
        return engine.map(known -> new DatabaseRef(known, cluster, name, secret));
    }

    private Optional<Instant> time(String field, String text) {
        return parsed(
                field, text, InstallCheck::instant, "a UTC time such as 2026-11-19T08:05:00Z");
    }

    private void order(Optional<Instant> installed, Optional<Instant> uninstalled) {
        if (installed.isPresent()
                && uninstalled.isPresent()
                && !installed.get().isBefore(uninstalled.get())) {
            faults.add("uninstalledAt is not after installedAt: " + uninstalled.get());
        }
    }

    private <T> Optional<T> parsed(
            String field, String text, Function<String, Optional<T>> parser, String wanted) {
        if (text.isEmpty()) {
            faults.add(field + " is missing: " + wanted);
            return Optional.empty();
        }
        Optional<T> value = parser.apply(text);
        if (value.isEmpty()) {
            faults.add(field + " is not " + wanted + ": " + shortened(text));
        }
        return value;
    }

    private static <E extends Enum<E>> Optional<E> literal(E[] values, String text) {
        for (E value : values) {
            if (value.name().toLowerCase(Locale.ROOT).equals(text)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /// An answer has to stay small whatever was sent.
    static String shortened(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "...";
    }

    /// Databases count years from 1 to 9999 at most; a key before 2000 is a slip.
    private static boolean isStorable(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        return year >= 2000 && year <= 9999;
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(InstallCheck::isStorable);
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }
}
