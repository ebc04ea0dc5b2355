package io.keymend.alert;

import io.keymend.remedy.PlanId;

/// The commands that a person is given to paste.
public final class MendPayloads {
    private MendPayloads() {}

    /// Carries a plan out, or goes on with it.
    public static String apply(PlanId plan, long rows) {
        return invoke("apply", plan, rows);
    }

    /// Puts all rows of a plan back.
    public static String restore(PlanId plan, long rows) {
        return invoke("restore", plan, rows);
    }

    /// Puts back every row that a re-seal changed.
    ///
    /// @param install its id, which is letters, digits, dots, dashes and underscores
    static String restoreKeys(String install, PlanId plan, long rows) {
        return invoke(
                "{\"command\":\"restore-keys\",\"install\":\""
                        + install
                        + "\",\"plan\":\""
                        + plan
                        + "\",\"rows\":\""
                        + rows
                        + "\"}");
    }

    private static String invoke(String command, PlanId plan, long rows) {
        return invoke(
                "{\"command\":\""
                        + command
                        + "\",\"plan\":\""
                        + plan
                        + "\",\"rows\":\""
                        + rows
                        + "\"}");
    }

    private static String invoke(String payload) {
        return "aws lambda invoke --function-name FUNCTION --cli-binary-format raw-in-base64-out"
                + " --payload '"
                + payload
                + "' /dev/stdout";
    }
}
