package com.ingestlayer.ip;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.ingestlayer.json.Json;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that is known about IP addresses. Thread-safe. */
public final class IpKnowledge {
    /** Only distinguishes private addresses from public ones. */
    public static final IpKnowledge LEAST = new IpKnowledge(AddressList.EMPTY, List.of());

    private final AddressList knownBad;
    private final List<GeoDatabase> databases;

    /**
     * Combines an address list and databases.
     *
     * @param knownBad the addresses that the operator lists as bad
     * @param databases files in MaxMind's format; values of a later file override those of an earlier one
     */
    public IpKnowledge(AddressList knownBad, List<Path> databases) {
        this.knownBad = requireNonNull(knownBad, "knownBad is null");
        this.databases = databases.stream().map(GeoDatabase::new).toList();
    }

    /**
     * Returns the knowledge that a configuration directory defines.
     *
     * @param directory the configuration directory, to which relative file names refer
     * @param databases the value of {@code INGESTLAYER_IP_DATABASE}: file names separated by commas
     */
    public static IpKnowledge of(AddressList knownBad, Path directory, Optional<String> databases) {
        return new IpKnowledge(knownBad, files(directory, databases));
    }

    /**
     * Returns the files that {@code INGESTLAYER_IP_DATABASE} names, whether they exist or not.
     *
     * @param directory the configuration directory, to which relative file names refer
     * @param databases file names separated by commas
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
     * Returns {@code private}; {@code known_bad} and the {@code list} that contains the address, if there is any list;
     * and {@code country}, {@code city}, {@code asn}, {@code as_name} if a database has them. Returns empty if the text
     * is not an IP address.
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
