package io.keymend.localaws;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/// The transactions clients have begun and not ended. One that is not used for a while is rolled
/// back.
final class DataTransactions implements AutoCloseable {
    /// One open transaction.
    static final class Open {
        private final String id;
        private final String clusterArn;
        private final DataConnections.Login login;
        private final Connection connection;
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile Instant lastUse;

        private Open(
                String id,
                String clusterArn,
                DataConnections.Login login,
                Connection connection,
                Instant lastUse) {
            this.id = id;
            this.clusterArn = clusterArn;
            this.login = login;
            this.connection = connection;
            this.lastUse = lastUse;
        }

        Connection connection() {
            return connection;
        }

        DataConnections.Login login() {
            return login;
        }

        private boolean belongsTo(String cluster, DataConnections.Login other) {
            return clusterArn.equals(cluster) && login.user().equals(other.user());
        }
    }

    private final Map<String, Open> open = new ConcurrentHashMap<>();
    private final DataConnections connections;
    private final InstantSource clock;
    private final Duration idleLimit;

    DataTransactions(DataConnections connections, InstantSource clock, Duration idleLimit) {
        this.connections = connections;
        this.clock = clock;
        this.idleLimit = idleLimit;
    }

    String begin(String clusterArn, DataConnections.Login login) {
        Connection connection = connections.borrow(login);
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            DataConnections.discard(connection);
            throw DataErrors.database(e, login.server().engine());
        }
        String id = newId();
        open.put(id, new Open(id, clusterArn, login, connection, clock.instant()));
        return id;
    }

    /// Takes a transaction for one call by the user who began it; [#leave] or an end must follow.
    Open enter(String id, String clusterArn, DataConnections.Login login) {
        Open transaction = open.get(id);
        if (transaction == null || !transaction.belongsTo(clusterArn, login)) {
            throw DataErrors.transactionNotFound(id);
        }
        if (!transaction.busy.compareAndSet(false, true)) {
            throw DataErrors.transactionBusy();
        }
        return transaction;
    }

    void leave(Open transaction) {
        transaction.lastUse = clock.instant();
        transaction.busy.set(false);
    }

    /// Forgets a transaction that runs nothing now; what it did is undone.
    void end(Open transaction) {
        open.remove(transaction.id);
        try {
            transaction.connection.rollback();
            transaction.connection.close();
        } catch (SQLException _) {
            DataConnections.discard(transaction.connection);
        }
    }

    void commit(Open transaction) {
        try {
            transaction.connection.commit();
            finished(transaction);
        } catch (SQLException e) {
            end(transaction);
            throw DataErrors.database(e, transaction.login.server().engine());
        }
    }

    void rollback(Open transaction) {
        try {
            transaction.connection.rollback();
            finished(transaction);
        } catch (SQLException e) {
            end(transaction);
            throw DataErrors.database(e, transaction.login.server().engine());
        }
    }

    /// Rolls back what nobody has used for too long. Every call to the service comes through here
    /// first.
    void expire() {
        Instant oldest = clock.instant().minus(idleLimit);
        for (Open transaction : open.values()) {
            if (transaction.lastUse.isBefore(oldest)
                    && transaction.busy.compareAndSet(false, true)) {
                endOrLeave(transaction, oldest);
            }
        }
    }

    /// Looks again: the transaction may have been used just before it was taken.
    private void endOrLeave(Open transaction, Instant oldest) {
        if (transaction.lastUse.isBefore(oldest)) {
            end(transaction);
        } else {
            transaction.busy.set(false);
        }
    }

    /// Ends all that run nothing now.
    void endAll() {
        open.values().stream()
                .filter(transaction -> transaction.busy.compareAndSet(false, true))
                .forEach(this::end);
    }

    @Override
    public void close() {
        open.values().forEach(transaction -> DataConnections.discard(transaction.connection));
        open.clear();
    }

    private void finished(Open transaction) {
        open.remove(transaction.id);
        connections.giveBack(transaction.login, transaction.connection);
    }

    private static String newId() {
        byte[] random = new byte[96];
        ThreadLocalRandom.current().nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
