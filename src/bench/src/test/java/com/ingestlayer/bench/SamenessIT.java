package com.ingestlayer.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.local.stub.StubEngines;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SamenessIT {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

    @ParameterizedTest
    @EnumSource
    void thePeersMakeTheSameCallsAndGiveTheSameAnswers(Job job, @TempDir Path work, @TempDir Path config)
            throws Exception {
        Lineup lineup = new Lineup(Options.ofBuild(ROOT), work);
        SeedConfig.copyInto(ROOT, config);
        try (StubEngines engines = StubEngines.start()) {
            Sameness sameness = new Sameness(engines, config, Clock.systemUTC());
            assertThat(sameness.differences(lineup.snapStart(job), List.of(lineup.nodePeer(job), lineup.javaPeer(job))))
                    .isEmpty();
        }
    }
}
