package io.keymend.localaws;

/// The two SQL dialects Aurora speaks.
public enum Engine {
    POSTGRES,
    /// Aurora MySQL; here a MariaDB in its default `sql_mode`.
    MYSQL
}
