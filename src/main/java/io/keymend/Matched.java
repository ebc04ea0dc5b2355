package io.keymend;

import io.keymend.denial.KeyArn;
import io.keymend.install.Install;
import io.keymend.install.Match;

import java.util.List;
import java.util.stream.Stream;

/// In words, what something was matched to.
///
/// @param kind one word for a program
/// @param why one sentence for a person
/// @param installs the ids of those it is about, the current one first
record Matched(String kind, String why, List<String> installs) {
    Matched {
        installs = List.copyOf(installs);
    }

    static Matched of(Match match) {
        return switch (match) {
            case Match.Current(var install, var key, _) ->
                    new Matched("current", key + " is the current install's own", ids(install));
            case Match.Former(var current, var key, var formers) ->
                    new Matched(
                            "former",
                            key + " sealed the data of a former install",
                            Stream.concat(Stream.of(current), formers.stream())
                                    .map(Install::id)
                                    .toList());
            case Match.KeyUnnamed(var current, _) ->
                    new Matched(
                            "key-unnamed",
                            "the event names no key; its role is an install's",
                            ids(current));
            case Match.NotData(var install, KeyArn key, var role) ->
                    new Matched(
                            "not-data",
                            key + " is held as a " + role + " key, which seals no row",
                            ids(install));
            case Match.Ambiguous(var why, var candidates) ->
                    new Matched("ambiguous", why, candidates.stream().map(Install::id).toList());
            case Match.Unknown(var why) -> unknown(why);
        };
    }

    static Matched unknown(String why) {
        return new Matched("unknown", why, List.of());
    }

    /// What a key tells where nothing else is known.
    static Matched byKeyAlone(List<Install> holders) {
        return holders.isEmpty()
                ? unknown("no install on record holds the key")
                : new Matched(
                        "key-on-record",
                        "the key is on record; a text without its event proves no caller and no"
                                + " time, so it is not judged",
                        holders.stream().map(Install::id).toList());
    }

    private static List<String> ids(Install install) {
        return List.of(install.id());
    }
}
