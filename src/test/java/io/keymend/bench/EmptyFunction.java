package io.keymend.bench;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/// A function that reads its input and answers two bytes: the floor of every ratio.
public final class EmptyFunction implements RequestStreamHandler {
    static final String HANDLER = EmptyFunction.class.getName() + "::handleRequest";

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context)
            throws IOException {
        input.transferTo(OutputStream.nullOutputStream());
        output.write('{');
        output.write('}');
    }

    /// A jar that holds nothing else.
    static Path jar() throws IOException {
        Path jar = Files.createTempFile("empty-function", ".jar");
        String name = EmptyFunction.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                InputStream in = EmptyFunction.class.getResourceAsStream("/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            out.putNextEntry(new JarEntry(name));
            in.transferTo(out);
            out.closeEntry();
        }
        return jar;
    }
}
