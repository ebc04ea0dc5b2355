package io.keymend.remedy;

import java.util.List;

/// One way out.
///
/// @param needs what must hold before
/// @param notes what follows, and what to know
/// @param commands to paste, in order
/// @param ruledOut why ways that lose less are not possible
public record Remedy(
        Act act,
        String title,
        Loss loss,
        List<String> needs,
        List<String> notes,
        List<String> commands,
        List<String> ruledOut) {
    public Remedy {
        needs = List.copyOf(needs);
        notes = List.copyOf(notes);
        commands = List.copyOf(commands);
        ruledOut = List.copyOf(ruledOut);
    }

    /// A way of which only the title is said yet.
    static Remedy of(Act act, String title, Loss loss) {
        return new Remedy(act, title, loss, List.of(), List.of(), List.of(), List.of());
    }

    Remedy needing(String... needs) {
        return new Remedy(act, title, loss, List.of(needs), notes, commands, ruledOut);
    }

    Remedy noting(List<String> notes) {
        return new Remedy(act, title, loss, needs, notes, commands, ruledOut);
    }

    Remedy noting(String... notes) {
        return noting(List.of(notes));
    }

    Remedy by(List<String> commands) {
        return new Remedy(act, title, loss, needs, notes, commands, ruledOut);
    }

    Remedy by(String... commands) {
        return by(List.of(commands));
    }

    Remedy because(List<String> ruledOut) {
        return new Remedy(act, title, loss, needs, notes, commands, ruledOut);
    }
}
