package com.ingestlayer.ip;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.maxmind.db.Reader;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * A database file in MaxMind's format, such as GeoLite2-City or GeoLite2-ASN, which is opened for the first lookup. If
 * the file is missing or cannot be read, a warning is logged once and lookups find nothing. Thread-safe.
 */
final class GeoDatabase {
    private static final Logger LOG = Logger.getLogger(GeoDatabase.class);

    private final Path file;
    private Optional<Reader> reader;

    GeoDatabase(Path file) {
        this.file = requireNonNull(file, "file is null");
    }

    /** Adds what the database knows about the address: {@code country}, {@code city}, {@code asn}, {@code as_name}. */
    void tell(InetAddress address, ObjectNode about) {
        reader().ifPresent(open -> {
            try {
                if (address instanceof Inet6Address && open.getMetadata().ipVersion() == 4) {
                    return;
                }
                Map<?, ?> found = open.get(address, Map.class);
                if (found != null) {
                    copy(found, about);
                }
            } catch (IOException | RuntimeException e) { // damage to a file shows only when it is read
                close(e);
            }
        });
    }

    private static void copy(Map<?, ?> found, ObjectNode about) {
        text(found, "country", "iso_code").ifPresent(code -> about.put("country", code));
        text(found, "city", "names", "en").ifPresent(name -> about.put("city", name));
        if (found.get("autonomous_system_number") instanceof Number number) {
            about.put("asn", number.longValue());
        }
        text(found, "autonomous_system_organization").ifPresent(name -> about.put("as_name", name));
    }

    private static Optional<String> text(Map<?, ?> found, String... path) {
        Object value = found;
        for (String name : path) {
            value = value instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return value instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private synchronized Optional<Reader> reader() {
        if (reader == null) {
            try {
                reader = Optional.of(new Reader(file.toFile(), Reader.FileMode.MEMORY_MAPPED));
            } catch (IOException | RuntimeException e) {
                close(e);
            }
        }
        return reader;
    }

    private synchronized void close(Exception why) {
        LOG.warnf(
                "enrich.ip does without the database %s: %s",
                file,
                Files.isRegularFile(file)
                        ? why instanceof AccessDeniedException
                                ? "it may not be read"
                                : "it is no database in MaxMind's format, or damaged"
                        : "there is no such file");
        reader = Optional.empty();
    }
}
