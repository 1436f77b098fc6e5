package com.ingestlayer.bench.core;

import com.ingestlayer.config.InvalidConfigurationException;
import com.ingestlayer.ingest.Receipt;
import com.ingestlayer.path.SeedPath;
import com.ingestlayer.pipeline.OutgoingDelivery;
import com.ingestlayer.request.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The path of the README's example event through core, on one core of the machine: a JMH benchmark for each part, and
 * one for the whole.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CorePath {
    /** The directory with the pipelines and declarations. */
    @Param("")
    public String config;

    private SeedPath path;

    @Setup
    public void setUp() throws InvalidConfigurationException {
        path = new SeedPath(Path.of(config));
    }

    @Benchmark
    public List<Receipt> parseAndValidate() throws RefusedException {
        return path.take();
    }

    @Benchmark
    public List<OutgoingDelivery> filter() {
        return path.filter();
    }

    @Benchmark
    public List<OutgoingDelivery> enrichAndRender() {
        return path.enrichAndRender();
    }

    @Benchmark
    public String sign() {
        return path.sign();
    }

    @Benchmark
    public int whole() throws RefusedException {
        return path.whole();
    }
}
