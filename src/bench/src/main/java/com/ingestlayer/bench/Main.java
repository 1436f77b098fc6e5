package com.ingestlayer.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.ingestlayer.local.LocalStack;
import com.ingestlayer.local.lambda.FunctionPackage;
import com.ingestlayer.local.lambda.LambdaFunction;
import com.ingestlayer.local.lambda.Launcher;
import com.ingestlayer.local.stub.StubEngines;
import java.io.File;
import java.nio.file.*;
import java.util.*;
import java.util.stream.*;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

public final class Main {
    public static void main(String[] a) throws Exception {
        Path root = Path.of(a[0]);
        int runs = Integer.getInteger("runs", 5);
        String what = System.getProperty("what", "cold");
        Path config = Path.of(System.getProperty("config", root.resolve("infra/config").toString()));
        Path dir = Files.createTempDirectory("ingestlayer-bench-");
        String ric = Stream.of(AWSLambda.class, RequestHandler.class, PojoSerializer.class, SdkInternalThreadLocal.class)
                .map(Launcher::placeOf).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String handler = System.getProperty("handler", LocalStack.HANDLER);
        List<Candidate> cs = new ArrayList<>();
        for (Candidate.Job job : Candidate.Job.values()) {
            if (!System.getProperty("job", job.word()).equals(job.word())) continue;
            FunctionPackage p = FunctionPackage.unpack(root.resolve("src/" + job.word() + "/target/function.zip"), dir.resolve(job.word()));
            List<String> extra = List.of(System.getProperty("jvm", "-XX:TieredStopAtLevel=1").split(" "));
            cs.add(new Candidate(job.word() + " managed", job, p, f -> cmd(extra, ric, AWSLambda.class.getName(), handler)));
            if (Boolean.getBoolean("flat")) cs.add(new Candidate(job.word() + " flat", job, p, f -> {
                List<String> c = Launcher.runtimeLoop(handler).command(f);
                List<String> d = new ArrayList<>(c); d.remove("-XX:TieredStopAtLevel=1"); d.addAll(1, extra); return d; }));
        }
        try (StubEngines engines = StubEngines.start()) {
            if (what.equals("cold")) {
                Map<String, List<Double>> t = new LinkedHashMap<>();
                for (int i = 0; i <= runs; i++) for (Candidate c : cs) {
                    byte[] call = c.call(i, 1, engines);
                    long t0 = System.nanoTime();
                    try (LambdaFunction f = c.start(engines, config)) {
                        byte[] r = f.invoke(call).orElseThrow();
                        double ms = (System.nanoTime() - t0) / 1e6;
                        var cpu = f.processes().get(0).info().totalCpuDuration();
                        if (i > 0) t.computeIfAbsent(c.name(), k -> new ArrayList<>()).add(ms);
                        if (i == 0) System.out.println(c.name() + " " + new String(r, UTF_8));
                        if (i == 1) System.out.println(c.name() + " calls " + engines.takeCalls().stream().map(StubEngines.Call::operation).toList());
                        engines.takeCalls();
                        if (i==1) System.out.println("cpu " + cpu);
                    }
                }
                t.forEach((k, v) -> { Collections.sort(v); System.out.printf("%s median %.0f min %.0f max %.0f%n", k, v.get(v.size() / 2), v.get(0), v.get(v.size() - 1)); });
            } else {
                for (Candidate c : cs) try (LambdaFunction f = c.start(engines, config)) {
                    int n = 0;
                    for (int size : c.job() == Candidate.Job.INGRESS ? new int[] {1, 10, 100, 500} : new int[] {1, 10}) {
                        int warm = Integer.getInteger("warm", 40000) / Math.max(size, 10), meas = warm / 2;
                        for (int i = 0; i < warm; i++) { f.invoke(c.call(n++, size, engines)); if (i % 100 == 0) engines.takeCalls(); }
                        engines.takeCalls();
                        List<byte[]> ev = new ArrayList<>();
                        for (int i = 0; i < meas; i++) ev.add(c.call(n++, size, engines));
                        var p = f.processes().get(0);
                        long c0 = p.info().totalCpuDuration().get().toNanos(); long t0 = System.nanoTime();
                        for (byte[] e : ev) f.invoke(e);
                        long t1 = System.nanoTime(); long c1 = p.info().totalCpuDuration().get().toNanos();
                        System.out.printf("%s size %d: cpu %.1f us/event, %.0f us/request, wall %.0f us/request, calls %.2f%n", c.name(), size, (c1 - c0) / 1e3 / meas / size, (c1 - c0) / 1e3 / meas, (t1 - t0) / 1e3 / meas, engines.takeCalls().size() / (double) meas);
                    }
                }
            }
        }
        System.exit(0);
    }

    static List<String> cmd(List<String> extra, String cp, String main, String handler) {
        List<String> c = new ArrayList<>(Launcher.command(cp, main, handler));
        c.remove("-XX:TieredStopAtLevel=1");
        c.addAll(1, extra);
        return c;
    }
}
