package io.keymend.testing;

import io.keymend.denial.KeyArn;
import io.keymend.denial.LifecycleEvent;
import io.keymend.install.LifecycleLog;

import java.util.List;

/// A log in which no lifecycle event was ever delivered.
public final class NothingHappened implements LifecycleLog {
    @Override
    public void keep(LifecycleEvent event) {
        throw new UnsupportedOperationException("explaining keeps nothing");
    }

    @Override
    public List<LifecycleEvent> ofKey(KeyArn key) {
        return List.of();
    }

    @Override
    public List<LifecycleEvent> ofStacks() {
        return List.of();
    }
}
