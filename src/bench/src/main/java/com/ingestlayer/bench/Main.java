package com.ingestlayer.bench;

import com.ingestlayer.bench.Candidate.Job;
import com.ingestlayer.local.stub.StubEngines;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

public final class Main {
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Path config = Path.of(System.getProperty("config", "/tmp/s7/seedconf"));
        Lineup lineup = new Lineup(root, Files.createTempDirectory("ingestlayer-bench-"));
        String which = System.getProperty("which", "managed,node,java");
        try (StubEngines engines = StubEngines.start()) {
            for (Job job : Job.values()) {
                if (!System.getProperty("job", job.word()).equals(job.word())) continue;
                List<Candidate> field = new ArrayList<>();
                if (which.contains("managed")) field.add(lineup.managed(job));
                if (which.contains("snap")) field.add(lineup.snapStart(job));
                if (which.contains("cds")) field.add(lineup.withAppCds(job, engines, config));
                if (which.contains("aotc")) field.add(lineup.withAotCache(job, engines, config));
                if (which.contains("node")) field.add(lineup.nodePeer(job));
                if (which.contains("java")) field.add(lineup.javaPeer(job));
                if (System.getProperty("what", "cold").contains("cold")) {
                    Map<Candidate, ColdStarts.Cost> c = new ColdStarts(engines, config, Integer.getInteger("runs", 5)).measure(field);
                    c.forEach((k, v) -> System.out.printf("%s %s: median %.0f p95 %.0f ms, cpu %.0f ms, rss %.0f MB%n", k.job(), k.name(), v.millis().median(), v.millis().p95(), v.cpuMillis().median(), v.residentMegabytes().median()));
                }
                if (System.getProperty("what", "cold").contains("warm")) {
                    int[] sizes = System.getProperty("sizes") != null ? java.util.stream.Stream.of(System.getProperty("sizes").split(",")).mapToInt(Integer::parseInt).toArray() : job == Job.INGRESS ? new int[] {1, 10, 100, 500} : new int[] {1, 10};
                    new WarmCalls(engines, config, Integer.getInteger("warm", 40000), Integer.getInteger("meas", 20000)).measure(field, sizes).forEach((k, v) -> v.forEach(x -> System.out.printf("%s %s %d: cpu/event %.1f us, cpu %.0f us, wall %.0f us, calls %.2f, alloc/event %.1f KiB%n", k.job(), k.name(), x.size(), x.cpuMicrosPerEvent(), x.cpuMicros(), x.wallMicros(), x.engineCalls(), x.allocatedBytes().orElse(0) / 1024 / x.size())));
                }
            }
        }
        System.exit(0);
    }
}
