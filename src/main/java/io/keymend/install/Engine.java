package io.keymend.install;

/// A database engine the Data API speaks to.
public enum Engine {
    POSTGRESQL,
    MYSQL
}
