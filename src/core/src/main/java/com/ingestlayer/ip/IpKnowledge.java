package com.ingestlayer.ip;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that is known of IP addresses. Thread-safe. */
public final class IpKnowledge {
    /** Knows private addresses from public ones. */
    public static final IpKnowledge LEAST = new IpKnowledge(AddressList.EMPTY, List.of());

    private final AddressList knownBad;
    private final List<GeoDatabase> databases;

    /**
     * @param knownBad addresses the operator calls bad
     * @param databases files in MaxMind's format; what a later one knows counts over what an earlier one does
     */
    public IpKnowledge(AddressList knownBad, List<Path> databases) {
        this.knownBad = requireNonNull(knownBad, "knownBad is null");
        this.databases = databases.stream().map(GeoDatabase::new).toList();
    }

    /**
     * What a directory of configuration holds.
     *
     * @param directory of the configuration, from which relative names of databases are seen
     * @param databases {@code INGESTLAYER_IP_DATABASE}: files with commas between them
     */
    public static IpKnowledge of(AddressList knownBad, Path directory, Optional<String> databases) {
        return new IpKnowledge(knownBad, files(directory, databases));
    }

    /**
     * The files that {@code INGESTLAYER_IP_DATABASE} names, whether they exist or not.
     *
     * @param directory of the configuration, from which relative names are seen
     * @param databases names with commas between them
     */
    public static List<Path> files(Path directory, Optional<String> databases) {
        return databases.stream()
                .flatMap(names -> Stream.of(names.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .map(directory::resolve)
                .toList();
    }

    /**
     * {@code private}; {@code known_bad}, and the {@code list} that says so, where there is any list; {@code country},
     * {@code city}, {@code asn}, {@code as_name} where a database has them. Empty when the text is no IP address.
     */
    public Optional<ObjectNode> about(String text) {
        return IpAddress.parse(text.strip()).map(this::about);
    }

    private ObjectNode about(InetAddress address) {
        boolean isPublic = PublicAddresses.contains(address);
        ObjectNode about = Json.object().put("private", !isPublic);
        if (!knownBad.isEmpty()) {
            Optional<String> label = knownBad.find(address);
            about.put("known_bad", label.isPresent());
            label.ifPresent(list -> about.put("list", list));
        }
        if (isPublic) {
            databases.forEach(database -> database.tell(address, about));
        }
        return about;
    }
}
