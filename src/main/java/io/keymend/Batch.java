package io.keymend;

import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.Reading;
import io.keymend.json.Json;
import io.keymend.json.Node;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/// Handles a batch from the queue. One bad message never takes the others down.
final class Batch {
    private final Json json;
    private final Function<Node, Reading> reader;
    private final Investigation investigation;
    private final Lookout lookout;
    private final DecisionLog log;

    Batch(
            Json json,
            Function<Node, Reading> reader,
            Investigation investigation,
            Lookout lookout,
            DecisionLog log) {
        this.json = json;
        this.reader = reader;
        this.investigation = investigation;
        this.lookout = lookout;
        this.log = log;
    }

    /// The ids of the messages that have to be delivered again.
    List<String> handle(Input.SqsBatch batch, BooleanSupplier timeIsUp) {
        List<String> failed = new ArrayList<>();
        Denials denials = new Denials();
        for (Input.Message message : batch.messages()) {
            if (!sort(message, denials, timeIsUp)) {
                failed.add(message.id());
            }
        }
        for (List<Denials.Delivered> fold : denials.folds()) {
            if (!investigate(fold, timeIsUp)) {
                fold.forEach(delivered -> failed.add(delivered.messageId()));
            }
        }
        return failed;
    }

    /// Whether the message could be read. A fault of Keymend's own fails it and leaves the others
    /// alone.
    private boolean sort(Input.Message message, Denials denials, BooleanSupplier timeIsUp) {
        try {
            return sorted(message, denials, timeIsUp);
        } catch (RuntimeException e) {
            log.failed("failed", Map.of("messageId", message.id()), e);
            return false;
        }
    }

    private boolean sorted(Input.Message message, Denials denials, BooleanSupplier timeIsUp) {
        return switch (read(message)) {
            case Reading.Refused(var denial) -> {
                denials.add(message.id(), denial);
                yield true;
            }
            case Reading.Lifecycle(var event) -> watched(event, timeIsUp);
            case Reading.Unrelated(var reason) -> {
                log.info("ignored", Map.of("messageId", message.id(), "reason", reason));
                yield true;
            }
            case Reading.Malformed(var fault) -> {
                log.warn("could not be read", Map.of("messageId", message.id(), "reason", fault));
                yield false;
            }
        };
    }

    /// Whether a lifecycle event is dealt with.
    private boolean watched(LifecycleEvent event, BooleanSupplier timeIsUp) {
        return lookout.automatically(event, timeIsUp).stream()
                .map(outcome -> told(event.source().id(), 1, outcome))
                .reduce(true, Boolean::logicalAnd);
    }

    private Reading read(Input.Message message) {
        try {
            return switch (Input.ofBody(json.read(message.body()))) {
                case Input.TrailRecord(var record) -> reader.apply(record);
                case Input.Unknown(var why) -> new Reading.Malformed(why);
                case Input.SqsBatch _, Input.Command _ ->
                        new Reading.Malformed("a message cannot hold this");
            };
        } catch (Json.Unreadable e) {
            return new Reading.Malformed("its body is not a JSON document: " + e.getMessage());
        }
    }

    /// Whether these denials are dealt with. A fault of Keymend's own fails them and leaves the
    /// other folds alone.
    private boolean investigate(List<Denials.Delivered> fold, BooleanSupplier timeIsUp) {
        try {
            return told(
                    fold.getFirst().denial().eventId(),
                    fold.size(),
                    investigation.automatically(
                            fold.stream().map(Denials.Delivered::denial).toList(), timeIsUp));
        } catch (RuntimeException e) {
            log.failed("failed", Map.of("eventId", fold.getFirst().denial().eventId()), e);
            return false;
        }
    }

    private boolean told(String eventId, int events, Outcome outcome) {
        String count = Integer.toString(events);
        return switch (outcome) {
            case Outcome.Announced(var messageId, var alert) -> {
                log.info(
                        "announced",
                        Map.of(
                                "eventId", eventId,
                                "denials", count,
                                "outcome", messageId,
                                "verdict", alert.attributes().getOrDefault("verdict", "")));
                yield true;
            }
            case Outcome.Folded(var cause) -> {
                log.info(
                        "announced before",
                        Map.of("eventId", eventId, "denials", count, "cause", cause));
                yield true;
            }
            case Outcome.Noted(var reason) -> {
                log.info("noted", Map.of("eventId", eventId, "reason", reason));
                yield true;
            }
            case Outcome.Deferred(var why) -> {
                log.warn("put off", Map.of("eventId", eventId, "denials", count, "reason", why));
                yield false;
            }
        };
    }
}
