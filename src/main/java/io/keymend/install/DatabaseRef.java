package io.keymend.install;

/// A database behind the RDS Data API.
///
/// @param secretArn the secret whose user reads it; it must hold `username` and `password`
public record DatabaseRef(Engine engine, String clusterArn, String name, String secretArn) {
    /// Whether both are the same database, whichever user reads it.
    public boolean sameDatabaseAs(DatabaseRef other) {
        return clusterArn.equals(other.clusterArn) && name.equals(other.name);
    }
}
