package io.keymend;

import io.keymend.denial.LifecycleEvent;
import io.keymend.denial.Reading;
import io.keymend.doctor.Symptom;
import io.keymend.json.Node;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/// Sorts what one invocation brought, and investigates the denials among it. A fault of Keymend's
/// own, or one bad record, never takes the others down.
final class Handling {
    private final Function<Node, Reading> reader;
    private final Investigation investigation;
    private final Lookout lookout;
    private final Surgery surgery;
    private final DecisionLog log;
    private final Denials denials = new Denials();
    private final List<Watched> watched = new ArrayList<>();
    private final Map<String, List<Complaint>> complaints = new LinkedHashMap<>();
    private final Tally tally = new Tally();

    Handling(
            Function<Node, Reading> reader,
            Investigation investigation,
            Lookout lookout,
            Surgery surgery,
            DecisionLog log) {
        this.reader = reader;
        this.investigation = investigation;
        this.lookout = lookout;
        this.surgery = surgery;
        this.log = log;
    }

    private record Watched(String messageId, LifecycleEvent event) {}

    private record Complaint(String messageId, Symptom symptom) {}

    /// Takes what one message, or one place in a delivery, holds.
    ///
    /// @param id under which it is reported where it has to come again
    void take(String id, Supplier<List<Item>> items) {
        guarded(id, () -> items.get().forEach(item -> guarded(id, () -> sort(id, item))));
    }

    /// Keeps the lifecycle events that were taken, then investigates the denials: what becomes of a
    /// key may explain why it is refused.
    Tally finish(BooleanSupplier timeIsUp) {
        watched.forEach(each -> guarded(each.messageId, () -> watch(each, timeIsUp)));
        denials.folds().forEach(fold -> investigate(fold, timeIsUp));
        complaints.values().forEach(alike -> examine(alike, timeIsUp));
        tally.ignored()
                .forEach((reason, records) ->
                        log.info(
                                "ignored",
                                Map.of("reason", reason, "records", Integer.toString(records))));
        return tally;
    }

    private void guarded(String id, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            log.failed("failed", Map.of("messageId", id), e);
            tally.putOff(id);
        }
    }

    private void sort(String id, Item item) {
        switch (item) {
            case Item.Event(_, var event) -> sort(id, item.origin(), reader.apply(event));
            case Item.Logged(_, var symptom) ->
                    complaints
                            .computeIfAbsent(symptom.logGroup(), _ -> new ArrayList<>())
                            .add(new Complaint(id, symptom));
            case Item.Nothing(_, var reason) -> tally.ignored(reason, 1);
            case Item.Unreadable(var origin, var fault) -> unread(id, origin, fault);
        }
    }

    private void sort(String id, String origin, Reading reading) {
        switch (reading) {
            case Reading.Refused(var denial) -> {
                tally.denial();
                denials.add(id, denial);
            }
            case Reading.Lifecycle(var event) -> watched.add(new Watched(id, event));
            case Reading.Unrelated(var reason) -> tally.ignored(reason, 1);
            case Reading.Malformed(var fault) -> unread(id, origin, fault);
        }
    }

    private void watch(Watched each, BooleanSupplier timeIsUp) {
        String eventId = each.event.source().id();
        for (Outcome outcome : lookout.automatically(each.event, timeIsUp)) {
            told(List.of(each.messageId), eventId, 1, outcome);
        }
    }

    private void unread(String id, String origin, String fault) {
        tally.unread(id);
        log.warn("could not be read", Map.of("messageId", id, "record", origin, "reason", fault));
    }

    private void investigate(List<Denials.Delivered> fold, BooleanSupplier timeIsUp) {
        try {
            told(
                    fold.stream().map(Denials.Delivered::messageId).toList(),
                    eventId(fold),
                    fold.size(),
                    investigation.automatically(
                            fold.stream().map(Denials.Delivered::denial).toList(), timeIsUp));
        } catch (RuntimeException e) {
            log.failed("failed", Map.of("eventId", eventId(fold)), e);
            putOff(fold);
        }
    }

    private void examine(List<Complaint> alike, BooleanSupplier timeIsUp) {
        List<String> messages = alike.stream().map(Complaint::messageId).toList();
        String logGroup = alike.getFirst().symptom.logGroup();
        try {
            told(
                    messages,
                    logGroup,
                    alike.size(),
                    surgery.automatically(
                            alike.stream().map(Complaint::symptom).toList(), timeIsUp));
        } catch (RuntimeException e) {
            log.failed("failed", Map.of("eventId", logGroup), e);
            messages.forEach(tally::putOff);
        }
    }

    private void told(List<String> messages, String eventId, int events, Outcome outcome) {
        String count = Integer.toString(events);
        switch (outcome) {
            case Outcome.Announced announced -> {
                tally.announced(announced);
                log.info(
                        "announced",
                        Map.of(
                                "eventId",
                                eventId,
                                "denials",
                                count,
                                "outcome",
                                announced.messageId(),
                                "verdict",
                                verdict(announced)));
            }
            case Outcome.Folded(var cause) ->
                    log.info(
                            "announced before",
                            Map.of("eventId", eventId, "denials", count, "cause", cause));
            case Outcome.Noted(var reason) ->
                    log.info("noted", Map.of("eventId", eventId, "reason", reason));
            case Outcome.Ignored(var reason) -> tally.ignored(reason, events);
            case Outcome.Deferred(var why) -> {
                messages.forEach(tally::putOff);
                log.warn("put off", Map.of("eventId", eventId, "denials", count, "reason", why));
            }
        }
    }

    private void putOff(List<Denials.Delivered> fold) {
        fold.forEach(delivered -> tally.putOff(delivered.messageId()));
    }

    private static String verdict(Outcome.Announced announced) {
        return announced.alert().attributes().getOrDefault("verdict", "");
    }

    private static String eventId(List<Denials.Delivered> fold) {
        return fold.getFirst().denial().eventId();
    }
}
