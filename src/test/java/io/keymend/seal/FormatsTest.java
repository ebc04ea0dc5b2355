package io.keymend.seal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

/// Twenty values of every format, in every encoding.
final class FormatsTest {
    private static final int EACH = 20;
    private static final long SEED = 20261120;
    private static final BlobSource BLOBS = new BlobSource();

    @AfterAll
    static void close() {
        BLOBS.close();
    }

    private static List<Sample> samples() {
        Random random = new Random(SEED);
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            samples.addAll(new BinarySamples(BLOBS, random).all());
            samples.addAll(new TextSamples(BLOBS, random).all());
        }
        return samples;
    }

    @Test
    void everyValueIsReadAsStored() {
        for (Sample sample : samples()) {
            check(sample, SealReader.read(sample.bytes()), sample.toString());
            if (sample.isText()) {
                check(sample, SealReader.read(sample.text()), sample.text());
            }
        }
    }

    @Test
    void everyValueIsReadInEveryTextEncoding() {
        for (Sample sample : samples()) {
            for (String text : sample.encodings()) {
                check(sample, SealReader.read(text), text);
                check(sample, SealReader.read(Join.utf8(text)), text);
            }
        }
    }

    /// The part at a seal's place, decoded as the value says, is the sealed blob.
    @Test
    void placesPointAtTheSeals() {
        for (Sample sample : samples()) {
            if (!sample.isText()) {
                byte[] bytes = sample.bytes();
                for (Seal seal : SealReader.read(bytes).seals()) {
                    Place place = seal.place();
                    assertThat(place.offset() + place.length())
                            .as("%s", sample)
                            .isLessThanOrEqualTo(bytes.length);
                }
            } else {
                String text = sample.text();
                for (Seal seal : SealReader.read(text).seals()) {
                    Place place = seal.place();
                    String part = text.substring(place.offset(), place.offset() + place.length());
                    assertThat(SealReader.read(part).seals().getFirst().blob())
                            .as("%s in %s", place, text)
                            .isEqualTo(seal.blob());
                }
            }
        }
    }

    @Test
    void aLabelIsKeptBesideTheSealAndNeverIsTheKey() {
        List<Seal> labelled =
                samples().stream()
                        .filter(Sample::isText)
                        .flatMap(sample -> SealReader.read(sample.text()).seals().stream())
                        .filter(seal -> seal.label() != null && seal.label().startsWith("arn:"))
                        .toList();

        assertThat(labelled).hasSizeGreaterThan(8 * EACH);
        assertThat(labelled)
                .allSatisfy(seal -> {
                    assertThat(seal.basis()).isEqualTo(Seal.Basis.FINGERPRINT);
                    assertThat(seal.keyArn()).isNull();
                    assertThat(seal.fingerprint())
                            .isNotEqualTo(BLOBS.fingerprint(Objects.requireNonNull(seal.label())));
                });
    }

    private static void check(Sample sample, ValueReading reading, String input) {
        assertThat(reading.format()).as(input).isEqualTo(sample.format());
        assertThat(reading.structure()).as(input).isEqualTo(Structure.WHOLE);
        assertThat(fingerprints(reading)).as(input).isEqualTo(sample.fingerprints());
        assertThat(keys(reading)).as(input).isEqualTo(sample.keyArns());
    }

    private static List<Fingerprint> fingerprints(ValueReading reading) {
        return reading.seals().stream()
                .flatMap(seal -> Stream.ofNullable(seal.fingerprint()))
                .toList();
    }

    private static List<String> keys(ValueReading reading) {
        return reading.seals().stream().flatMap(seal -> Stream.ofNullable(seal.keyArn())).toList();
    }
}
