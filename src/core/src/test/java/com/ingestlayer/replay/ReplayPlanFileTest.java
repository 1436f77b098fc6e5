package com.ingestlayer.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.ingestlayer.dispatch.DeliveryKey;
import com.ingestlayer.event.EventId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayPlanFileTest {
    private static final List<PlannedReplay> REPLAYS = IntStream.range(0, 3)
            .mapToObj(i -> new PlannedReplay(
                    new DeliveryKey(new EventId("evt_0000000000000000000000000" + i), "track", "acme"), i, i == 2))
            .toList();

    @TempDir
    private Path directory;

    private Path plan() {
        return directory.resolve("plan");
    }

    @Test
    void aPlanIsReadBackAsItWasWritten() throws Exception {
        assertThat(ReplayPlanFile.create(plan(), "staging", REPLAYS).open()).isEqualTo(REPLAYS);
        ReplayPlanFile read = ReplayPlanFile.read(plan(), "staging");
        assertThat(read.open()).isEqualTo(REPLAYS);
        assertThat(read.total()).isEqualTo(3);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(plan());
        }
    }

    @Test
    void finishedReplaysStayFinishedAfterAPartialLastLine() throws Exception {
        ReplayPlanFile.create(plan(), "staging", REPLAYS).done(REPLAYS.subList(0, 1));
        Files.writeString(plan(), "{\"done\":[1", StandardOpenOption.APPEND);
        ReplayPlanFile resumed = ReplayPlanFile.read(plan(), "staging");
        assertThat(resumed.open()).isEqualTo(REPLAYS.subList(1, 3));
        resumed.done(REPLAYS.subList(2, 3));
        assertThat(ReplayPlanFile.read(plan(), "staging").open()).isEqualTo(REPLAYS.subList(1, 2));
    }

    @Test
    void aFileThatIsNoPlanForThisStackIsRefused() throws Exception {
        ReplayPlanFile.create(plan(), "staging", REPLAYS);
        assertThatThrownBy(() -> ReplayPlanFile.read(plan(), "production"))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessage(plan() + " is a plan for staging, not for production");
        for (String text : List.of("", "not JSON\n", "{\"v\":2,\"stack\":\"staging\",\"total\":0}\n")) {
            assertNoPlan(text);
        }
        assertNoPlan("{\"v\":1,\"stack\":\"staging\",\"total\":2}\n{}\n");
    }

    private void assertNoPlan(String text) throws IOException {
        Files.writeString(plan(), text);
        assertThatThrownBy(() -> ReplayPlanFile.read(plan(), "staging"))
                .isInstanceOf(InvalidPlanException.class)
                .hasMessage(plan() + " is not the plan of a replay");
    }

    @Test
    void aDeletedPlanMayBeDeletedAgain() throws IOException {
        ReplayPlanFile plan = ReplayPlanFile.create(plan(), "staging", REPLAYS);
        plan.delete();
        plan.delete();
        assertThat(plan()).doesNotExist();
    }
}
