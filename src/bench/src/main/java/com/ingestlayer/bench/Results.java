package com.ingestlayer.bench;

import com.ingestlayer.bench.core.CoreBenchmark;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The results of one run, by the names of the candidates. */
record Results(
        String machine,
        Map<Job, Map<String, PackageSize>> sizes,
        Map<Job, Map<String, ColdStarts.Cost>> cold,
        Map<Job, Map<String, List<WarmCalls.Cost>>> warm,
        Map<String, CoreBenchmark.Cost> core) {

    /** Replaces the keys by the candidates' names, and keeps the order. */
    static <T> Map<String, T> byName(Map<Candidate, T> measured) {
        Map<String, T> named = new LinkedHashMap<>();
        measured.forEach((candidate, cost) -> named.put(candidate.name(), cost));
        return named;
    }
}
