package io.keymend.aead;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// What Go and Semaphore say of an outcome, word for word.
public final class Wording {
    private static final String BASE64 = "illegal base64 data at input byte ";
    private static final String REFUSED =
            "cannot decrypt access key, perhaps encryption key was changed";
    private static final String JWT =
            "jwt: could not load or create signing key: jwt: decrypt signing key: ";

    private Wording() {}

    /// Go's message before Semaphore rewrites it, empty where there is none.
    public static String go(Outcome outcome) {
        return switch (outcome) {
            case Outcome.External _, Outcome.Empty _, Outcome.Opened _ -> "";
            case Outcome.Expired _ -> "access key expired";
            case Outcome.LegacyPlaintext(var accepted) -> accepted ? "" : "invalid access key type";
            case Outcome.UnknownKeyId(var id) ->
                    "encryption key id \""
                            + id
                            + "\" not found in keyset (the key encrypting this value is missing)";
            case Outcome.CiphertextNotBase64(var offset) -> BASE64 + offset;
            case Outcome.KeyNotBase64(var offset) -> BASE64 + offset;
            case Outcome.KeySize(var bytes) -> "crypto/aes: invalid key size " + bytes;
            case Outcome.TooShort _ -> "ciphertext too short";
            case Outcome.Refused _ -> "cipher: message authentication failed";
            case Outcome.NotJson(_, var message, _) -> message;
            case Outcome.WrongJson(_, var message, _) -> message;
        };
    }

    /// The byte Go counted to, where its error has one.
    public static OptionalInt offset(Outcome outcome) {
        return switch (outcome) {
            case Outcome.CiphertextNotBase64(var offset) -> OptionalInt.of(offset);
            case Outcome.KeyNotBase64(var offset) -> OptionalInt.of(offset);
            case Outcome.NotJson(_, _, var offset) -> OptionalInt.of(offset);
            case Outcome.WrongJson(_, _, var offset) -> OptionalInt.of(offset);
            case Outcome.External _,
                    Outcome.Empty _,
                    Outcome.Expired _,
                    Outcome.LegacyPlaintext _,
                    Outcome.UnknownKeyId _,
                    Outcome.KeySize _,
                    Outcome.TooShort _,
                    Outcome.Refused _,
                    Outcome.Opened _ ->
                    OptionalInt.empty();
        };
    }

    /// The sentences that Semaphore's versions log for this row, oldest first; none where it goes
    /// on without a word.
    public static List<String> logged(Outcome outcome, StoredSecret row) {
        if (row.type() == SecretType.OPTION) {
            return option(outcome);
        }
        String notJson = "secret must be valid json in key '" + row.name() + "'";
        return switch (outcome) {
            case Outcome.External _, Outcome.Opened _ -> List.of();
            case Outcome.Empty _ -> row.type().isJson() ? List.of(notJson) : List.of();
            case Outcome.LegacyPlaintext(var accepted) ->
                    accepted ? List.of() : List.of(go(outcome));
            case Outcome.UnknownKeyId(var id) -> List.of(BASE64 + id.length(), go(outcome));
            case Outcome.CiphertextNotBase64 _ ->
                    List.of(go(outcome), "base64 decode: " + go(outcome));
            case Outcome.KeyNotBase64 _ ->
                    List.of(go(outcome), "decode encryption key: " + go(outcome));
            case Outcome.Refused _ -> List.of(REFUSED);
            case Outcome.NotJson(var sealed, var message, _) ->
                    sealed ? List.of(message, notJson) : List.of(notJson);
            case Outcome.Expired _, Outcome.KeySize _, Outcome.TooShort _, Outcome.WrongJson _ ->
                    List.of(go(outcome));
        };
    }

    /// Semaphore stops at its start, and says Go's own words.
    private static List<String> option(Outcome outcome) {
        String prefix =
                switch (outcome) {
                    case Outcome.CiphertextNotBase64 _ -> JWT + "base64 decode: ";
                    case Outcome.KeyNotBase64 _ -> JWT + "decode encryption key: ";
                    default -> JWT;
                };
        return Stream.of(go(outcome)).filter(text -> !text.isEmpty()).map(prefix::concat).toList();
    }
}
