package io.keymend.aws.secrets;

import io.keymend.aead.KeyCandidate;
import io.keymend.aead.Keyring;
import io.keymend.aws.api.Regional;
import io.keymend.doctor.KeySource;
import io.keymend.install.OwnKey;
import io.keymend.json.Json;

import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The keys that Semaphore has or may have had, from every version of the secrets they are kept in.
/// [KeysInUse] says which of them it has.
///
/// A secret is read once, whatever number of places it is. Names and notes say which secret, which
/// version and where in it, and never what it holds.
public final class SecretsManagerKeys implements KeySource {
    private final Regional<SecretsManagerClient> clients;
    private final Json json;

    public SecretsManagerKeys(Regional<SecretsManagerClient> clients, Json json) {
        this.clients = clients;
        this.json = json;
    }

    @Override
    public Found keys(OwnKey where) {
        KeyNotes notes = new KeyNotes();
        List<PlaceKeys> places =
                where.kept().stream().map(place -> new PlaceKeys(place, json, notes)).toList();
        try {
            bySecret(places)
                    .forEach((arn, of) ->
                            new SecretVersions(clients.of(arn), arn, notes)
                                    .each((version, text) ->
                                            of.forEach(place -> place.take(version, text))));
            KeysInUse inUse = KeysInUse.of(places, notes);
            List<KeyCandidate> others = new ArrayList<>();
            places.forEach(place -> others.addAll(place.all()));
            others.removeAll(inUse.keys());
            return new Found(Keyring.of(inUse.keys(), others), notes.all(), inUse.known());
        } catch (RuntimeException e) {
            places.forEach(place -> place.all().forEach(KeyCandidate::close));
            throw e;
        }
    }

    private static Map<String, List<PlaceKeys>> bySecret(List<PlaceKeys> places) {
        Map<String, List<PlaceKeys>> secrets = new LinkedHashMap<>();
        places.forEach(place ->
                secrets.computeIfAbsent(place.kept().secretArn(), _ -> new ArrayList<>())
                        .add(place));
        return secrets;
    }
}
