package io.keymend.install;

import java.util.List;

/// The history as people recorded it, kept up to date by the events of its stacks.
public final class KeptHistory implements InstallHistory {
    private final InstallHistory recorded;
    private final LifecycleLog log;

    public KeptHistory(InstallHistory recorded, LifecycleLog log) {
        this.recorded = recorded;
        this.log = log;
    }

    @Override
    public List<Install> all() {
        List<Install> installs = recorded.all();
        return installs.isEmpty() ? installs : StackHistory.of(log.ofStacks()).keep(installs);
    }

    @Override
    public Recorded record(Install install) {
        return recorded.record(install);
    }

    @Override
    public void create() {
        recorded.create();
    }
}
