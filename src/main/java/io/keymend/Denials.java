package io.keymend;

import io.keymend.denial.Denial;
import io.keymend.denial.IamArn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The denials of one batch, folded by key, role and service: each fold is investigated once.
final class Denials {
    private final Map<Alike, List<Delivered>> folds = new LinkedHashMap<>();

    /// A denial and the message that brought it.
    record Delivered(String messageId, Denial denial) {}

    private record Alike(String key, String identity, String service) {}

    void add(String messageId, Denial denial) {
        Alike alike =
                new Alike(
                        denial.key().map(Object::toString).orElse(""),
                        denial.principal().identity().map(IamArn::toString).orElse(""),
                        denial.service().orElse(""));
        folds.computeIfAbsent(alike, _ -> new ArrayList<>()).add(new Delivered(messageId, denial));
    }

    List<List<Delivered>> folds() {
        return List.copyOf(folds.values());
    }
}
