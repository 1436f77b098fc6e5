package com.ingestlayer.local.parameters;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Parameters that were put, with variables as defaults. Thread-safe. */
final class Parameters {
    private static final List<String> TYPES = List.of("String", "StringList", "SecureString");

    /** The limit of a standard parameter (AWS: "Managing parameter tiers"). */
    private static final int MAX_VALUE_LENGTH = 4096;

    /** The limit of one call (Systems Manager API Reference, "GetParameters"). */
    private static final int MAX_NAMES = 10;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./-]{1,1011}");

    /** The newest version of a parameter. */
    record Parameter(String name, String type, String value, long version, Instant modifiedAt) {}

    /** The result of looking up several names. */
    record Found(List<Parameter> parameters, List<String> missing) {}

    private final Map<String, Parameter> put = Collections.synchronizedMap(new HashMap<>());
    private final SecretVariables variables;
    private final Optional<ParameterFile> file;
    private final Clock clock;
    private final Instant startedAt;

    /**
     * Parameters with those of the file.
     *
     * @param file keeps them; empty to have them in memory only
     * @throws UncheckedIOException when the file cannot be read
     */
    Parameters(SecretVariables variables, Optional<ParameterFile> file, Clock clock) {
        this.file = requireNonNull(file, "file is null");
        file.ifPresent(kept -> kept.read().forEach(parameter -> put.put(parameter.name(), parameter)));
        this.variables = requireNonNull(variables, "variables is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.startedAt = clock.instant();
    }

    Parameter get(String name) throws RefusedCallException {
        return find(name)
                .orElseThrow(() -> new RefusedCallException("ParameterNotFound", "Parameter " + name + " not found."));
    }

    /** Refuses the whole call when a name is malformed; returns names without a parameter apart from those found. */
    Found getAll(List<String> names) throws RefusedCallException {
        if (names.isEmpty() || names.size() > MAX_NAMES) {
            throw invalid("Names must have 1 to " + MAX_NAMES + " members.");
        }
        if (Set.copyOf(names).size() < names.size()) {
            throw invalid("Names must not have a member twice.");
        }
        List<Parameter> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            if (!NAME.matcher(name).matches()) {
                throw invalid("Parameter name: " + name + " has more than letters, digits and .-_/");
            }
            find(name).ifPresentOrElse(found::add, () -> missing.add(name));
        }
        return new Found(found, missing);
    }

    private Optional<Parameter> find(String name) {
        return Optional.ofNullable(put.get(name))
                .or(() -> variables.find(name).map(value -> new Parameter(name, "SecureString", value, 1, startedAt)));
    }

    /** @param type the type; empty to keep that of the previous version */
    Parameter put(String name, Optional<String> type, String value, boolean overwrite) throws RefusedCallException {
        if (name.isEmpty() || value.isEmpty() || value.length() > MAX_VALUE_LENGTH) {
            throw invalid("Name must be set, and Value must have 1 to " + MAX_VALUE_LENGTH + " characters.");
        }
        synchronized (put) {
            Parameter before = put.get(name);
            if (before != null && !overwrite) {
                throw new RefusedCallException(
                        "ParameterAlreadyExists",
                        "The parameter already exists. To overwrite this value, set the overwrite option in the request"
                                + " to true.");
            }
            String newType = type.or(() -> Optional.ofNullable(before).map(Parameter::type))
                    .filter(TYPES::contains)
                    .orElseThrow(() -> invalid("Type must be one of " + String.join(", ", TYPES) + "."));
            Parameter after =
                    new Parameter(name, newType, value, before == null ? 1 : before.version() + 1, clock.instant());
            Map<String, Parameter> changed = new HashMap<>(put);
            changed.put(name, after);
            keep(changed);
            put.put(name, after);
            return after;
        }
    }

    /** Deletes a parameter; a variable of its name is found again afterwards. */
    void delete(String name) throws RefusedCallException {
        synchronized (put) {
            if (!put.containsKey(name)) {
                throw new RefusedCallException("ParameterNotFound", "Parameter " + name + " not found.");
            }
            Map<String, Parameter> changed = new HashMap<>(put);
            changed.remove(name);
            keep(changed);
            put.remove(name);
        }
    }

    /** Writes the file. Callers change the map only afterwards, so that memory and file never differ after a failed write. */
    private void keep(Map<String, Parameter> changed) {
        file.ifPresent(kept -> kept.write(List.copyOf(changed.values())));
    }

    private static RefusedCallException invalid(String message) {
        return new RefusedCallException("ValidationException", message);
    }
}
