package io.keymend.local;

/// The names in the story that `events/` tells: Spacelift was installed again over the database it
/// kept.
public final class Story {
    public static final String REGION = "eu-west-1";
    public static final String ACCOUNT = "111122223333";

    public static final String FORMER_KEY = key("6f1c3a52-8d0e-4b7a-9c55-2e1f7b90d4a1");
    public static final String CURRENT_KEY = key("b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8");

    public static final String FORMER_ROLE =
            "arn:aws:iam::111122223333:role/spacelift-server-role-a1b2c";
    public static final String CURRENT_ROLE =
            "arn:aws:iam::111122223333:role/spacelift-server-role-k3x9a";
    public static final String KEYMEND_ROLE = "arn:aws:iam::111122223333:role/keymend-function";

    public static final String PRODUCT_CLUSTER =
            "arn:aws:rds:eu-west-1:111122223333:cluster:spacelift";
    public static final String HISTORY_CLUSTER =
            "arn:aws:rds:eu-west-1:111122223333:cluster:keymend";
    public static final String READER_SECRET =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keymend/spacelift-reader-AbCdEf";
    public static final String MENDER_SECRET =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keymend/spacelift-mender-JkLmNo";
    public static final String HISTORY_SECRET =
            "arn:aws:secretsmanager:eu-west-1:111122223333:secret:keymend/history-GhIjKl";
    public static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:keymend";

    private Story() {}

    static String key(String id) {
        return "arn:aws:kms:" + REGION + ":" + ACCOUNT + ":key/" + id;
    }
}
