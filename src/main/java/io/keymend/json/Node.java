package io.keymend.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.jr.stree.JrsArray;
import com.fasterxml.jackson.jr.stree.JrsBoolean;
import com.fasterxml.jackson.jr.stree.JrsNumber;
import com.fasterxml.jackson.jr.stree.JrsObject;
import com.fasterxml.jackson.jr.stree.JrsString;
import com.fasterxml.jackson.jr.stree.JrsValue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/// A place in a JSON document, present or not. Asking for what is not there answers emptiness,
/// never an exception.
public final class Node {
    private final JrsValue value;

    Node(JrsValue value) {
        this.value = value;
    }

    /// The member of this name.
    public Node at(String name) {
        return new Node(value.path(name));
    }

    /// The text here; nothing where there is none, where it is no string, or where it is empty.
    public Optional<String> text() {
        return value instanceof JrsString string && !string.asText().isEmpty()
                ? Optional.of(string.asText())
                : Optional.empty();
    }

    /// The text here, or the empty string.
    public String textOrEmpty() {
        return text().orElse("");
    }

    /// The boolean here, if it is one.
    public Optional<Boolean> flag() {
        return value instanceof JrsBoolean flag
                ? Optional.of(flag.asToken() == JsonToken.VALUE_TRUE)
                : Optional.empty();
    }

    /// The whole number here, if it is one that a long holds.
    public OptionalLong wholeNumber() {
        if (value instanceof JrsNumber number && number.asToken() == JsonToken.VALUE_NUMBER_INT) {
            try {
                return OptionalLong.of(new BigInteger(number.asText()).longValueExact());
            } catch (ArithmeticException _) {
                return OptionalLong.empty();
            }
        }
        return OptionalLong.empty();
    }

    /// The elements, where this is an array.
    public List<Node> elements() {
        List<Node> elements = new ArrayList<>();
        if (value instanceof JrsArray array) {
            for (Iterator<JrsValue> values = array.elements(); values.hasNext(); ) {
                elements.add(new Node(values.next()));
            }
        }
        return elements;
    }

    /// The members' names in alphabetical order, where this is an object.
    public Set<String> names() {
        Set<String> names = new TreeSet<>();
        if (value instanceof JrsObject object) {
            object.fieldNames().forEachRemaining(names::add);
        }
        return names;
    }

    public boolean isText() {
        return value instanceof JrsString;
    }

    public boolean isObject() {
        return value.isObject();
    }

    public boolean isArray() {
        return value.isArray();
    }

    /// Whether nothing is here, or an explicit null.
    public boolean isAbsent() {
        return value.isMissingNode() || value.isNull();
    }

    /// What kind of thing is here, in JSON's words. Never its content.
    @Override
    public String toString() {
        if (value.isMissingNode()) {
            return "nothing";
        }
        return switch (value.asToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "a string";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
            case VALUE_TRUE, VALUE_FALSE -> "a boolean";
            case VALUE_NULL -> "null";
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                    "no value";
        };
    }
}
