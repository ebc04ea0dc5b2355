package io.keymend.install;

import io.keymend.denial.KeyArn;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A product over one database in which rows may depend on a key, because an install over it holds
/// the key or held it.
///
/// @param holder the newest recorded install that has the key on record
/// @param role what it holds the key for
/// @param current the newest recorded install over the database that is not known to be gone
/// @param others every other install over the database
public record Holding(Install holder, KeyRole role, Install current, List<Install> others) {
    public Holding {
        others = List.copyOf(others);
    }

    /// One for each product and database.
    ///
    /// What is derived from events is nobody's word, so it neither holds a key nor is current.
    public static List<Holding> of(KeyArn key, List<Install> history, Instant at) {
        List<Holding> holdings = new ArrayList<>();
        List<Install> recorded =
                history.stream().filter(install -> install.origin() == Origin.RECORDED).toList();
        for (Install holder : recorded.reversed()) {
            if (holder.roleOf(key).isPresent()
                    && holdings.stream().noneMatch(known -> known.holder.sameHouseAs(holder))) {
                holdings.add(of(key, holder, House.of(holder, recorded, at), history));
            }
        }
        return holdings;
    }

    private static Holding of(KeyArn key, Install member, House house, List<Install> history) {
        Install holder =
                house.all().stream()
                        .filter(install -> install.roleOf(key).isPresent())
                        .min((one, other) ->
                                one.roleOf(key)
                                        .orElseThrow()
                                        .compareTo(other.roleOf(key).orElseThrow()))
                        .orElse(member);
        Install current = house.live().isEmpty() ? house.all().getFirst() : house.live().getFirst();
        return new Holding(
                holder,
                holder.roleOf(key).orElseThrow(),
                current,
                history.stream()
                        .filter(current::sameHouseAs)
                        .filter(install -> !install.id().equals(current.id()))
                        .toList());
    }

    /// Every data key that may have sealed a row of the database, this one first, but for the
    /// current install's own.
    public List<KeyArn> otherKeys(KeyArn key) {
        List<KeyArn> keys = new ArrayList<>();
        if (current.roleOf(key).isEmpty()) {
            keys.add(key);
        }
        others.stream()
                .flatMap(install -> install.dataKeys().stream())
                .filter(other -> keys.stream().noneMatch(other::sameKeyAs))
                .forEach(keys::add);
        return keys;
    }
}
