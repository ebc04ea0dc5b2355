package io.keymend.install;

import io.keymend.denial.KeyArn;
import io.keymend.denial.LifecycleEvent;

import java.util.List;

/// Every lifecycle event that was delivered, each once.
public interface LifecycleLog {
    /// Keeps an event. One whose id is there already changes nothing, however often it comes.
    void keep(LifecycleEvent event);

    /// What is known of one key, or of the replicas of one multi-Region key; in no certain order.
    List<LifecycleEvent> ofKey(KeyArn key);

    /// What is known of every stack; in no certain order.
    List<LifecycleEvent> ofStacks();
}
