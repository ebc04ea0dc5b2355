package io.keymend.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.keymend.install.Install;
import io.keymend.install.InstallForm;
import io.keymend.install.InstallHistory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/// The two installs of the story that `events/` tells, without a database.
final class StoryHistory implements InstallHistory {
    private final List<Install> installs;

    private StoryHistory(List<Install> installs) {
        this.installs = installs;
    }

    /// Reads the two commands that record them.
    static StoryHistory read() throws IOException {
        return new StoryHistory(
                List.of(
                        install("command-record-former-install.json"),
                        install("command-record-current-install.json")));
    }

    @Override
    public List<Install> all() {
        return installs;
    }

    @Override
    public Recorded record(Install install) {
        throw new UnsupportedOperationException("explaining records nothing");
    }

    @Override
    public void create() {
        throw new UnsupportedOperationException("explaining creates nothing");
    }

    private static Install install(String sample) throws IOException {
        JsonNode command = new ObjectMapper().readTree(Files.readString(Path.of("events", sample)));
        JsonNode install = command.path("install");
        JsonNode database = install.path("database");
        InstallForm form =
                new InstallForm(
                        install.path("id").asText(),
                        install.path("product").asText(),
                        install.path("version").asText(),
                        install.path("environment").asText(),
                        install.path("account").asText(),
                        install.path("region").asText(),
                        elements(install.path("keys")).stream()
                                .map(key ->
                                        new InstallForm.KeyForm(
                                                key.path("arn").asText(),
                                                key.path("role").asText()))
                                .toList(),
                        elements(install.path("roles")).stream().map(JsonNode::asText).toList(),
                        database.path("engine").asText(),
                        database.path("clusterArn").asText(),
                        database.path("name").asText(),
                        database.path("secretArn").asText(),
                        install.path("installedAt").asText(),
                        install.path("uninstalledAt").asText(),
                        install.path("recordedBy").asText());
        return switch (form.check()) {
            case InstallForm.Checked.Accepted(var accepted) -> accepted;
            case InstallForm.Checked.Refused(var faults) ->
                    throw new IllegalStateException(sample + ": " + faults);
        };
    }

    private static List<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
