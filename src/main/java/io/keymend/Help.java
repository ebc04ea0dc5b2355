package io.keymend;

import java.util.List;

/// What the function tells somebody who invoked it with something else.
final class Help {
    static final List<String> ACCEPTS =
            List.of(
                    "an SQS batch whose bodies hold any of the following (the deployed way)",
                    "one EventBridge envelope with a CloudTrail record in detail",
                    "one CloudTrail record",
                    "a CloudTrail log file: {\"Records\": [...]}",
                    "an SNS notification of any of these",
                    "a CloudWatch Logs subscription: {\"awslogs\": {\"data\": ...}}",
                    "one EventBridge notice of KMS or CloudFormation",
                    "a command: {\"command\": \"NAME\"}");

    static final List<String> COMMANDS =
            List.of(
                    "help: this answer",
                    "create-schema: creates the tables of the install history; running it again"
                            + " changes nothing",
                    "record-install: records the install in \"install\", or replaces the one with"
                            + " the same id. Of a product that seals with a key of its own"
                            + " \"ownKey\" says where it is kept, as in"
                            + " {\"kept\":[{\"as\":\"environment\",\"secretArn\":\"ARN\","
                            + "\"pointer\":\"\"}],\"logGroup\":\"NAME\"}, where \"as\" is"
                            + " environment, config-file, keys-file or kept; keys and roles may"
                            + " then be empty",
                    "installs: lists the recorded installs, and those derived from the events of"
                            + " their stacks",
                    "look-again: looks at every key whose loss was announced, and announces which"
                            + " are safe again",
                    "doctor: examines the sealed rows of \"install\", which has an ownKey, and"
                        + " answers which row, which key, which step; it tells nobody and changes"
                        + " nothing",
                    "explain: says what an \"event\" (any of the above, or text) or an error"
                            + " \"message\" is read, matched and judged as; it tells nobody and"
                            + " changes nothing",
                    "plan: binds a remedy to the rows of \"install\"; changes nothing. \"mode\" is"
                            + " reseal, purge-gone or purge-superseded; \"context\" the encryption"
                            + " context to re-seal with, an object of texts",
                    "plans: lists the plans made last",
                    "explain-plan: shows what every guard says of \"plan\" now",
                    "apply: carries out \"plan\", where \"rows\" is how many rows it changes, as"
                            + " text; goes on with one that was not finished",
                    "restore: puts back the rows \"plan\" changed, \"rows\" of them; with"
                            + " \"schema\", \"table\", \"column\" and \"key\" one row",
                    "journal: counts what \"plan\" changed; with \"schema\", \"table\" and"
                            + " \"column\" lists the first rows",
                    "create-journal: creates the journal in the database of \"install\"",
                    "pause, resume: stop and allow every mend; \"by\" says who");

    /// A command with every field it takes.
    static final String EXAMPLE =
            """
            {"command":"record-install","install":{"id":"spacelift-2026","product":"spacelift","version":"3.2.0",\
            "environment":"production","account":"111122223333","region":"eu-west-1",\
            "keys":[{"arn":"arn:aws:kms:eu-west-1:111122223333:key/b2d94e07-51c6-4f3b-8a1d-7c3e5f60a9b8","role":"data"}],\
            "roles":["arn:aws:iam::111122223333:role/spacelift-server-role-k3x9a"],\
            "database":{"engine":"postgresql","clusterArn":"arn:aws:rds:eu-west-1:111122223333:cluster:spacelift",\
            "name":"spacelift","secretArn":"arn:aws:secretsmanager:eu-west-1:111122223333:secret:keymend/spacelift-reader-AbCdEf"},\
            "installedAt":"2026-11-19T08:05:00Z","uninstalledAt":"","recordedBy":"platform-team"}}\
            """;

    private Help() {}
}
