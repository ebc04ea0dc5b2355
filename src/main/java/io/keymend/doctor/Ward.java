package io.keymend.doctor;

import io.keymend.aead.Conclusion;
import io.keymend.aead.TableCount;

import java.util.List;

/// One table: what its rows mean together, and those that are not well.
///
/// @param sick the first of them by id
/// @param further how many more there are
public record Ward(
        Place place, Conclusion conclusion, TableCount count, List<SickRow> sick, long further) {
    public Ward {
        sick = List.copyOf(sick);
    }
}
