package io.keymend.local;

/// Brings the stand-ins into the state that an event speaks of.
public final class World {
    private static final int DAYS_LEFT = 12;

    private World() {}

    public static void asTheEventSays(LocalStack stack, String event) {
        if (event.contains(Story.FORMER_KEY + " is disabled")) {
            stack.kms().disable(Story.FORMER_KEY);
        }
        if (event.contains("\"eventName\": \"DisableKey\"")) {
            stack.kms().disable(Story.FORMER_KEY);
        }
        if (event.contains("\"eventName\": \"ScheduleKeyDeletion\"")) {
            stack.kms().scheduleDeletion(Story.FORMER_KEY, DAYS_LEFT);
        }
        if (event.contains("\"eventName\": \"DeleteKey\"") || event.contains("KMS CMK Deletion")) {
            stack.kms().finishDeletion(Story.FORMER_KEY);
        }
        if (event.contains(Story.FORMER_KEY + " is pending deletion")) {
            stack.kms().scheduleDeletion(Story.FORMER_KEY, DAYS_LEFT);
        }
    }
}
