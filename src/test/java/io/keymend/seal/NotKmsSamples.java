package io.keymend.seal;

import com.macasaet.fernet.Key;
import com.macasaet.fernet.Token;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.DirectEncrypter;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;

import org.bouncycastle.openpgp.PGPEncryptedDataGenerator;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.operator.bc.BcPBEKeyEncryptionMethodGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPDataEncryptorBuilder;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

import javax.imageio.ImageIO;

/// Values that no KMS key sealed.
final class NotKmsSamples {
    private static final List<String> PROSE =
            List.of(
                    "The quick brown fox jumps over the lazy dog; nobody was hurt. ",
                    "Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich. ",
                    "Съешь же ещё этих мягких французских булок, да выпей чаю. ",
                    "いろはにほへと ちりぬるを わかよたれそ つねならむ ",
                    "天地玄黃 宇宙洪荒 日月盈昃 辰宿列張 ",
                    "نص حكيم له سر قاطع وذو شأن عظيم ",
                    "Ξεσκεπάζω την ψυχοφθόρα βδελυγμία. ",
                    "AQICAHg is how many of them begin, as people write. ");

    private final Random random;
    private final Key fernet;

    NotKmsSamples(Random random) {
        this.random = random;
        this.fernet = Key.generateKey(new SecureRandom());
    }

    byte[] noise(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private String base64(int length) {
        return Base64.getEncoder().encodeToString(noise(length));
    }

    /// One of each kind.
    List<Sample> all() {
        return List.of(
                plain(Format.UUID, new UUID(random.nextLong(), random.nextLong()).toString()),
                plain(Format.DIGEST, digest("SHA-256")),
                plain(Format.DIGEST, digest("MD5")),
                plain(Format.DIGEST, digest("SHA-512")),
                Sample.of(
                        Format.FERNET,
                        Token.generate(fernet, noise(1 + random.nextInt(99))).serialise()),
                Sample.of(
                        Format.VAULT_TRANSIT,
                        "vault:v"
                                + (1 + random.nextInt(9))
                                + ":"
                                + base64(40 + random.nextInt(99))),
                Sample.of(Format.LARAVEL, laravel()),
                Sample.of(Format.RAILS, rails()),
                Sample.of(Format.OPENPGP, pgcrypto()),
                Sample.of(Format.GOOGLE_KMS, google()),
                Sample.of(Format.GOOGLE_KMS, "$gc$" + base64(80)),
                Sample.of(Format.JWT, jwt()),
                Sample.of(Format.JWE, jwe()),
                Sample.of(Format.PEM, pem()),
                Sample.of(Format.FILE, image("png")),
                Sample.of(Format.FILE, image("jpg")),
                Sample.of(
                        Format.FILE,
                        "data:image/png;base64,"
                                + Base64.getEncoder().encodeToString(image("png"))),
                Sample.of(Format.PASSWORD_HASH, "$2b$12$" + "abcdefghij".repeat(5) + "abc"),
                Sample.of(Format.SPRING, "{cipher}" + HexFormat.of().formatHex(noise(64))),
                Sample.of(Format.EMULATOR, localKms()),
                Sample.of(
                        Format.EMULATOR,
                        Join.bytes(Join.utf8(UUID.randomUUID().toString()), noise(60))),
                Sample.of(Format.UNKNOWN, lockbox()),
                Sample.of(Format.JSON, json()),
                Sample.of(Format.TEXT, prose()));
    }

    private static Sample plain(Format format, String text) {
        return Sample.of(format, text);
    }

    private String digest(String algorithm) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(noise(20)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String laravel() {
        String json =
                "{\"iv\":\""
                        + base64(16)
                        + "\",\"value\":\""
                        + base64(64)
                        + "\",\"mac\":\""
                        + digest("SHA-256")
                        + "\",\"tag\":\"\"}";
        return Base64.getEncoder().encodeToString(Join.utf8(json));
    }

    private String rails() {
        return "{\"p\":\""
                + base64(40)
                + "\",\"h\":{\"iv\":\""
                + base64(12)
                + "\",\"at\":\""
                + base64(16)
                + "\"}}";
    }

    private byte[] pgcrypto() {
        try {
            PGPEncryptedDataGenerator generator =
                    new PGPEncryptedDataGenerator(
                            new BcPGPDataEncryptorBuilder(9).setWithIntegrityPacket(true));
            generator.addMethod(new BcPBEKeyEncryptionMethodGenerator("pass".toCharArray()));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            byte[] content = noise(1 + random.nextInt(99));
            try (OutputStream out = generator.open(bytes, content.length)) {
                out.write(content);
            }
            return bytes.toByteArray();
        } catch (IOException | PGPException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] google() {
        return Join.bytes(
                new byte[] {0x0a, 0x24, 0x00}, noise(35), new byte[] {0x12, 0x49}, noise(73));
    }

    private String jwt() {
        try {
            SignedJWT jwt =
                    new SignedJWT(
                            new JWSHeader(JWSAlgorithm.HS256),
                            new JWTClaimsSet.Builder().subject(base64(20)).build());
            jwt.sign(new MACSigner(noise(32)));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String jwe() {
        try {
            JWEObject jwe =
                    new JWEObject(
                            new JWEHeader(JWEAlgorithm.DIR, EncryptionMethod.A256GCM),
                            new Payload(base64(50)));
            jwe.encrypt(new DirectEncrypter(noise(32)));
            return jwe.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String pem() {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(noise(500))
                + "\n-----END PRIVATE KEY-----\n";
    }

    private byte[] image(String kind) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, random.nextInt(1 << 24));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, kind, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private byte[] localKms() {
        return Join.bytes(Join.utf8("K" + BlobSource.FORMER), new byte[] {0, 0, 0, 0}, noise(60));
    }

    private byte[] lockbox() {
        byte[] bytes = noise(28 + random.nextInt(200));
        bytes[0] = (byte) 0xf7;
        return bytes;
    }

    private String json() {
        return "{\"id\":"
                + random.nextInt(9999)
                + ",\"keyId\":\""
                + BlobSource.FORMER
                + "\",\"name\":\""
                + prose().strip()
                + "\",\"tags\":[\"a\",{\"b\":null}]}";
    }

    private String prose() {
        return PROSE.get(random.nextInt(PROSE.size())).repeat(1 + random.nextInt(8));
    }
}
