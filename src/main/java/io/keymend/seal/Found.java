package io.keymend.seal;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/// The seals and damages met while a value is searched.
final class Found {
    private final List<Seal> seals = new ArrayList<>();
    private final List<String> providers = new ArrayList<>();
    private @Nullable String damage;

    boolean isFull() {
        return seals.size() >= ValueReading.MOST_SEALS;
    }

    boolean hasSeals() {
        return !seals.isEmpty();
    }

    boolean isNothing() {
        return seals.isEmpty() && providers.isEmpty() && damage == null;
    }

    int size() {
        return seals.size();
    }

    void add(Seal seal) {
        if (!isFull()) {
            seals.add(seal);
        }
    }

    void provider(String provider) {
        if (providers.size() < ValueReading.MOST_SEALS) {
            providers.add(provider);
        }
    }

    void damaged(String why) {
        damage = damage == null ? why : damage;
    }

    /// Takes over what a part of the value holds, and says whether it was sealed.
    boolean take(ValueReading part, int start, int length) {
        if (part.format().family() != Format.Family.KMS) {
            return false;
        }
        switch (part.structure()) {
            case Structure.Damaged(var why) -> damaged(why);
            case Structure.NotKms _ -> {
                return false;
            }
            case Structure.Whole(), Structure.Plain(), Structure.Unknown() -> {}
        }
        boolean text = part.storage().form() == Storage.Form.TEXT;
        for (Seal seal : part.seals()) {
            Place place = seal.place();
            add(
                    seal.movedTo(
                            text
                                    ? place.in(start)
                                    : new Place(start, length, within(part, place), place.size())));
        }
        part.providers().forEach(this::provider);
        return true;
    }

    private static int within(ValueReading part, Place place) {
        return part.storage().form() == Storage.Form.BYTES ? place.offset() : place.within();
    }

    void label(int from, String label) {
        for (int i = from; i < seals.size(); i++) {
            seals.set(i, seals.get(i).labelled(label));
        }
    }

    void replace(int index, Seal seal) {
        seals.set(index, seal);
    }

    Seal seal(int index) {
        return seals.get(index);
    }

    ValueReading reading(Format format) {
        return new ValueReading(
                format,
                Storage.TEXT,
                seals,
                providers,
                damage == null ? Structure.WHOLE : new Structure.Damaged(damage));
    }
}
