package com.ingestlayer.bench;

import com.ingestlayer.bench.core.CoreBenchmark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that was measured in one run, by the candidates' names. */
record Results(
        String machine,
        Map<Job, Map<String, PackageSize>> sizes,
        Map<Job, Map<String, ColdStarts.Cost>> cold,
        Map<Job, Map<String, List<WarmCalls.Cost>>> warm,
        Map<String, CoreBenchmark.Cost> core) {

    /** With names for keys, in the order in which the candidates were measured. */
    static <T> Map<String, T> byName(Map<Candidate, T> measured) {
        Map<String, T> named = new LinkedHashMap<>();
        measured.forEach((candidate, cost) -> named.put(candidate.name(), cost));
        return named;
    }
}
