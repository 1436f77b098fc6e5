package com.ingestlayer.local.lambda;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A function's zip, unpacked as Lambda unpacks it.
 *
 * @param root where it was unpacked; classes are here, jars in {@code lib}
 * @param handler what Lambda is told to call, as {@code package.Class} or {@code package.Class::method}
 */
public record FunctionPackage(Path root, String handler) {
    public FunctionPackage {
        requireNonNull(root, "root is null");
        requireNonNull(handler, "handler is null");
    }

    /** @throws IOException when the zip cannot be read, or holds an entry that would land outside the directory */
    public static FunctionPackage unpack(Path zip, Path into, String handler) throws IOException {
        try (ZipFile file = new ZipFile(zip.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = file.entries(); entries.hasMoreElements(); ) {
                ZipEntry entry = entries.nextElement();
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException(zip + " holds an entry outside of it: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    try (InputStream content = file.getInputStream(entry)) {
                        Files.copy(content, target);
                    }
                }
            }
        }
        return new FunctionPackage(into, handler);
    }
}
