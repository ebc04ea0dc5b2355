package io.keymend.testing;

import io.keymend.denial.IamArn;
import io.keymend.denial.KeyArn;
import io.keymend.seal.Fingerprint;

/// The invented names every test speaks of.
public final class Ids {
    public static final String ACCOUNT = "111122223333";
    public static final String REGION = "eu-west-1";

    public static final KeyArn FORMER_KEY = key("6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1");
    public static final KeyArn CURRENT_KEY = key("b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8");
    public static final KeyArn OLDEST_KEY = key("0a7e6c11-9f42-4d83-b6a5-d10c2e8f4b37");
    public static final KeyArn STRANGER_KEY = key("e5c0d9f8-2b14-4a6e-97d3-58f1a0c7b2e4");
    public static final KeyArn REPLICA_HERE = key("mrk-1f2e3d4c5b6a79880a1b2c3d4e5f6071");
    public static final KeyArn REPLICA_THERE =
            new KeyArn("aws", "us-east-1", ACCOUNT, REPLICA_HERE.id());

    public static final IamArn FORMER_ROLE = role("spacelift-server-role-a1b2c");
    public static final IamArn CURRENT_ROLE = role("spacelift-server-role-k3x9a");
    public static final IamArn STRANGER_ROLE = role("somebody-else");

    private Ids() {}

    public static KeyArn key(String id) {
        return new KeyArn("aws", REGION, ACCOUNT, id);
    }

    public static IamArn role(String name) {
        return new IamArn("aws", ACCOUNT, "role", "/", name);
    }

    /// A fingerprint that is told apart by one number.
    public static Fingerprint fingerprint(int number) {
        return new Fingerprint(0x1122334455667788L, number, 0xfedcba9876543210L, ~number);
    }
}
