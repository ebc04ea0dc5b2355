package io.keymend.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.jr.stree.JacksonJrsTreeCodec;
import com.fasterxml.jackson.jr.stree.JrsValue;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Reads and writes JSON text.
public final class Json {
    /// Deeper than any event, and far from the end of the stack.
    private static final int DEEPEST = 100;

    private final JsonFactory factory =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                    .build();
    private final JacksonJrsTreeCodec codec = new JacksonJrsTreeCodec();

    /// Text that is not one whole JSON document.
    public static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String why) {
            super(why);
        }
    }

    /// Writes one document.
    @FunctionalInterface
    public interface Writer {
        void write(JsonGenerator out) throws IOException;
    }

    public Node read(String text) throws Unreadable {
        return read(text.getBytes(StandardCharsets.UTF_8));
    }

    /// Reads one whole document.
    ///
    /// @throws Unreadable saying where and why, without repeating the text
    public Node read(byte[] text) throws Unreadable {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new Unreadable("it is empty");
            }
            JrsValue value = codec.readTree(parser);
            if (parser.nextToken() != null) {
                throw new Unreadable("something follows the JSON document");
            }
            return new Node(value);
        } catch (JsonProcessingException e) {
            throw new Unreadable(reason(e));
        } catch (IOException e) {
            throw new Unreadable("it is not valid UTF-8");
        }
    }

    /// Writes one document on one line, in which foreign text stays text even for a browser.
    public String writeInert(Writer writer) {
        return write(out -> {
            out.setCharacterEscapes(new Inert());
            writer.write(out);
        });
    }

    /// Writes one document on one line.
    public String write(Writer writer) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = factory.createGenerator(text)) {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return text.toString();
    }

    /// The parser's own words can quote the text, so only the kind of the fault and its place are
    /// told.
    private static String reason(JsonProcessingException e) {
        String place =
                e.getLocation() == null
                        ? ""
                        : " at line "
                                + e.getLocation().getLineNr()
                                + ", column "
                                + e.getLocation().getColumnNr();
        return kind(e.getOriginalMessage()) + place;
    }

    private static String kind(@Nullable String message) {
        String text = message == null ? "" : message;
        if (text.startsWith("Unexpected end-of-input")) {
            return "it ends too early";
        }
        if (text.contains("nesting depth")) {
            return "it is nested deeper than " + DEEPEST + " levels";
        }
        if (text.startsWith("Number value length")) {
            return "it holds a number too long to read";
        }
        if (text.contains("UTF-8")) {
            return "it is not valid UTF-8";
        }
        return "it is not JSON";
    }
}
