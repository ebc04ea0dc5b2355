package io.keymend.install;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A place in a JSON document (RFC 6901): the names on the way there, none for the document itself.
public record JsonPointer(List<String> names) {
    private static final Pattern LOOSE_TILDE = Pattern.compile("~(?![01])");

    public JsonPointer {
        names = List.copyOf(names);
    }

    /// Reads `/a/b~1c`; nothing where it is no pointer.
    public static Optional<JsonPointer> parse(String text) {
        if (!text.isEmpty() && (text.charAt(0) != '/' || LOOSE_TILDE.matcher(text).find())) {
            return Optional.empty();
        }
        List<String> names =
                text.isEmpty()
                        ? List.of()
                        : Arrays.stream(text.substring(1).split("/", -1))
                                .map(name -> name.replace("~1", "/").replace("~0", "~"))
                                .toList();
        return Optional.of(new JsonPointer(names));
    }
}
