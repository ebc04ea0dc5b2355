package io.keymend.catalog;

import io.keymend.json.Json;
import io.keymend.json.Node;
import io.keymend.profile.Profile;
import io.keymend.profile.Profiles;
import io.keymend.profile.SealedLocation;
import io.keymend.profile.SealedLocation.IfDeleted;
import io.keymend.profile.VendorStep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The profiles that ship with Keymend, one JSON file each under `profiles/`.
public final class ProfileCatalog implements Profiles {
    /// The products whose profile ships.
    public static final List<String> SHIPPED = List.of("semaphore", "spacelift");

    private final Map<String, Profile> profiles;

    private ProfileCatalog(Map<String, Profile> profiles) {
        this.profiles = Map.copyOf(profiles);
    }

    /// Reads every shipped profile.
    ///
    /// @throws IllegalStateException naming the file and the fault, where one is not a profile
    public static ProfileCatalog load(Json json) {
        return new ProfileCatalog(
                SHIPPED.stream()
                        .map(id -> read(json, id))
                        .collect(Collectors.toMap(Profile::id, Function.identity())));
    }

    @Override
    public Optional<Profile> of(String product) {
        return Optional.ofNullable(profiles.get(product));
    }

    private static Profile read(Json json, String id) {
        String file = "/profiles/" + id + ".json";
        try (InputStream in = ProfileCatalog.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no profile " + file);
            }
            return new ProfileFile(file).read(json.read(in.readAllBytes()), id);
        } catch (Json.Unreadable e) {
            throw new IllegalStateException("profile " + file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("profile " + file, e);
        }
    }

    /// One profile file being read; every error names it.
    record ProfileFile(String file) {
        Profile read(Node root, String id) {
            if (!need(root, "id").equals(id)) {
                throw new IllegalStateException("profile " + file + ": its id is not " + id);
            }
            return new Profile(
                    id,
                    need(root, "title"),
                    need(root, "version"),
                    root.at("locations").elements().stream().map(this::location).toList(),
                    root.at("vendorSteps").elements().stream().map(this::step).toList(),
                    texts(root.at("sources")));
        }

        private SealedLocation location(Node node) {
            return new SealedLocation(
                    need(node, "table"),
                    node.at("column").text(),
                    need(node, "meaning"),
                    constant(node, "ifDeleted", IfDeleted.values()),
                    need(node, "warning"));
        }

        /// The constant of this name in small letters.
        private <E extends Enum<E>> E constant(Node node, String field, E[] values) {
            String text = need(node, field);
            return Arrays.stream(values)
                    .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                    .findFirst()
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "profile "
                                            + file
                                            + ": \""
                                            + field
                                            + "\" is not one of "
                                            + Arrays.toString(values).toLowerCase(Locale.ROOT)
                                            + ": "
                                            + text));
        }

        private VendorStep step(Node node) {
            return new VendorStep(
                    need(node, "title"),
                    need(node, "how"),
                    constant(node, "cost", VendorStep.Cost.values()),
                    needFlag(node, "needsOldKey"),
                    texts(node.at("commands")),
                    need(node, "source"));
        }

        private static List<String> texts(Node array) {
            return array.elements().stream().map(Node::textOrEmpty).toList();
        }

        private boolean needFlag(Node node, String field) {
            return node.at(field)
                    .flag()
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "profile "
                                            + file
                                            + ": \""
                                            + field
                                            + "\" is not true or false"));
        }

        private String need(Node node, String field) {
            return node.at(field)
                    .text()
                    .orElseThrow(() ->
                            new IllegalStateException(
                                    "profile " + file + ": \"" + field + "\" is missing"));
        }
    }
}
