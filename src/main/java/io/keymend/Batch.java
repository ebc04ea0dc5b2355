package io.keymend;

import io.keymend.denial.Reading;
import io.keymend.json.Node;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Handles what comes by itself: batches from the queue, and deliveries of other services. Denials
/// with one cause become one alert.
final class Batch {
    private final Opener opener;
    private final Function<Node, Reading> reader;
    private final Investigation investigation;
    private final Lookout lookout;
    private final Surgery surgery;
    private final DecisionLog log;

    Batch(
            Opener opener,
            Function<Node, Reading> reader,
            Investigation investigation,
            Lookout lookout,
            Surgery surgery,
            DecisionLog log) {
        this.opener = opener;
        this.reader = reader;
        this.investigation = investigation;
        this.lookout = lookout;
        this.surgery = surgery;
        this.log = log;
    }

    /// The ids of the messages that have to be delivered again. A message of which one record
    /// cannot be read comes again whole: it ends where somebody looks, and its other records are
    /// counted twice, but announced once.
    List<String> handle(Input.SqsBatch batch, BooleanSupplier timeIsUp) {
        Handling handling = new Handling(reader, investigation, lookout, surgery, log);
        for (Input.Message message : batch.messages()) {
            handling.take(message.id(), () -> opener.body(message.body()));
        }
        return handling.finish(timeIsUp).failed();
    }

    /// What became of a delivery that cannot be repeated in part.
    ///
    /// @throws PutOff where some of it has to come again, so that whoever delivers tries again
    Tally handle(Input.Several several, BooleanSupplier timeIsUp) {
        Handling handling = new Handling(reader, investigation, lookout, surgery, log);
        for (Item item : several.items()) {
            handling.take(item.origin(), () -> List.of(item));
        }
        Tally tally = handling.finish(timeIsUp);
        if (!tally.putOff().isEmpty()) {
            throw new PutOff(tally.putOff().size());
        }
        return tally;
    }
}
