package io.keymend.seal;

/// What a stored value is, by its own bytes.
public enum Format {
    /// A KMS ciphertext alone.
    KMS_BLOB(Family.KMS),
    /// A message of the AWS Encryption SDK.
    ENCRYPTION_SDK(Family.KMS),
    /// A data key of the AWS Database Encryption SDK: a wrapped key of 48 bytes, then a blob.
    DATABASE_SDK_KEY(Family.KMS),
    /// The `aws_dbe_head` attribute of an item of the AWS Database Encryption SDK.
    DATABASE_SDK_HEAD(Family.KMS),
    /// The material description the former DynamoDB encryption client keeps with an item.
    DYNAMODB_DESCRIPTION(Family.KMS),
    /// A document of SOPS, in YAML, JSON, dotenv or INI.
    SOPS(Family.KMS),
    /// A Tink KMS envelope: length, blob, payload.
    TINK(Family.KMS),
    /// A data key column of the Ruby gem `kms_encrypted`.
    KMS_ENCRYPTED(Family.KMS),
    /// A `BlobInfo` of HashiCorp's go-kms-wrapping, as Vault and Boundary keep it.
    BLOB_INFO(Family.KMS),
    /// A data key document of MongoDB client-side field level encryption, as extended JSON.
    MONGODB_KEY(Family.KMS),
    /// A resource that Kubernetes sealed through a KMS plugin, in etcd or kine.
    KUBERNETES(Family.KMS),
    /// A Spring `{cipher}` property sealed by KMS.
    SPRING(Family.KMS),
    /// JSON with sealed values inside.
    JSON_ENVELOPE(Family.KMS),
    /// Text with sealed values between delimiters or behind a prefix.
    DELIMITED(Family.KMS),

    /// A ciphertext of a KMS emulator: it has no header a real key writes.
    EMULATOR(Family.OTHER),
    /// A ciphertext of Google Cloud KMS.
    GOOGLE_KMS(Family.OTHER),
    /// A ciphertext of Vault's transit engine.
    VAULT_TRANSIT(Family.OTHER),
    /// A Fernet token.
    FERNET(Family.OTHER),
    /// A value of Laravel's encrypter.
    LARAVEL(Family.OTHER),
    /// A value of Rails' Active Record encryption.
    RAILS(Family.OTHER),
    /// An OpenPGP message, as pgcrypto writes.
    OPENPGP(Family.OTHER),
    /// A field of MongoDB client-side encryption: it names its data key, and no KMS key.
    MONGODB_FIELD(Family.OTHER),
    /// A JSON Web Encryption in its compact form.
    JWE(Family.OTHER),
    /// A JSON Web Token, or another signature in its compact form.
    JWT(Family.OTHER),
    /// A PEM block.
    PEM(Family.OTHER),
    /// An age file.
    AGE(Family.OTHER),
    /// A password's hash in modular crypt form.
    PASSWORD_HASH(Family.OTHER),

    /// Nothing.
    EMPTY(Family.PLAIN),
    /// A UUID.
    UUID(Family.PLAIN),
    /// Hexadecimal of a digest's length.
    DIGEST(Family.PLAIN),
    /// An image, or another file with a well known beginning.
    FILE(Family.PLAIN),
    /// JSON without anything sealed.
    JSON(Family.PLAIN),
    /// Text without anything sealed.
    TEXT(Family.PLAIN),

    /// Bytes that say nothing: Lockbox and other bare nonces and ciphertexts look like this.
    UNKNOWN(Family.UNKNOWN);

    private final Family family;

    Format(Family family) {
        this.family = family;
    }

    /// Which kind of thing it is.
    public Family family() {
        return family;
    }

    /// Kinds of formats.
    public enum Family {
        /// A KMS key may have sealed it; the seals say.
        KMS,
        /// Something sealed, signed or hashed it, and no KMS key.
        OTHER,
        /// Nothing sealed it.
        PLAIN,
        /// It cannot be told.
        UNKNOWN
    }
}
