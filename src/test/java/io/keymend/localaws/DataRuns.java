package io.keymend.localaws;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.sql.Connection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Runs statements within their time, in a transaction or on their own, and puts the connection
/// back afterwards.
final class DataRuns implements AutoCloseable {
    private static final Duration CANCELLING = Duration.ofSeconds(5);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final DataConnections connections;
    private final DataTransactions transactions;
    private final Duration limit;

    DataRuns(DataConnections connections, DataTransactions transactions, Duration limit) {
        this.connections = connections;
        this.transactions = transactions;
        this.limit = limit;
    }

    ObjectNode run(
            DataRequest request,
            DataConnections.Login login,
            DataStatement statement,
            Function<Connection, ObjectNode> work) {
        if (request.inTransaction()) {
            DataTransactions.Open open =
                    transactions.enter(request.transactionId(), request.clusterArn(), login);
            requireSameDatabase(request, open);
            Consumer<Boolean> after = fine -> settle(open, fine);
            return within(request, statement, () -> work.apply(open.connection()), after);
        }
        Connection connection = connections.borrow(login);
        Consumer<Boolean> after = fine -> giveBack(login, connection, fine);
        return within(request, statement, () -> work.apply(connection), after);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private void requireSameDatabase(DataRequest request, DataTransactions.Open open) {
        String named = request.database();
        if (!named.isEmpty() && !named.equals(open.login().database())) {
            transactions.leave(open);
            throw DataErrors.badRequest("Database name is not the same as the transaction's");
        }
    }

    /// An error ends a transaction: its next use finds none.
    private void settle(DataTransactions.Open open, boolean fine) {
        if (fine) {
            transactions.leave(open);
        } else {
            transactions.end(open);
        }
    }

    private void giveBack(DataConnections.Login login, Connection connection, boolean fine) {
        if (fine) {
            connections.giveBack(login, connection);
        } else {
            DataConnections.discard(connection);
        }
    }

    /// @param after told once, when the statement has ended, whether it went well
    private ObjectNode within(
            DataRequest request,
            DataStatement statement,
            Supplier<ObjectNode> work,
            Consumer<Boolean> after) {
        AtomicBoolean cancelled = new AtomicBoolean();
        CompletableFuture<ObjectNode> done =
                CompletableFuture.supplyAsync(work, threads)
                        .whenComplete(
                                (_, error) -> after.accept(error == null && !cancelled.get()));
        try {
            return done.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException _) {
            if (!request.continuesAfterTimeout()) {
                cancelled.set(true);
                statement.cancel();
                awaitEnd(done);
            }
            throw DataErrors.timedOut();
        } catch (ExecutionException e) {
            throw cause(e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw DataErrors.timedOut();
        }
    }

    private static void awaitEnd(CompletableFuture<ObjectNode> done) {
        try {
            done.get(CANCELLING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException _) {
            // Whatever became of it, the answer is the timeout.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static RuntimeException cause(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause
                ? cause
                : new IllegalStateException(e);
    }
}
