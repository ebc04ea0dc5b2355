package io.keymend.remedy;

import java.util.List;

/// One way out, for a person to take. Keymend carries none of them out by itself.
///
/// @param notes what must hold before, and what follows
/// @param commands to paste, in order
public record Remedy(String title, Loss loss, List<String> notes, List<String> commands) {
    public Remedy {
        notes = List.copyOf(notes);
        commands = List.copyOf(commands);
    }
}
