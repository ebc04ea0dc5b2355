package io.keymend.denial;

/// What became of a CloudFormation stack. A call only asks; a status says that it happened.
public enum StackChange {
    CREATE_ASKED,
    UPDATE_ASKED,
    DELETE_ASKED,
    CREATED,
    UPDATED,
    DELETED
}
