package com.ingestlayer.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.ingestlayer.Trace;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XRayHeaderTest {
    private static final String ROOT = "Root=1-5759e988-bd862e3fe1be46a994272793";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ";Parent=53995c3f42cd8ad8;Sampled=1 | ;Parent=53995c3f42cd8ad8;Sampled=1",
                ";Sampled=1;Parent=53995C3F42CD8AD8 | ;Parent=53995c3f42cd8ad8;Sampled=1",
                "; Parent = 53995c3f42cd8ad8 ; Sampled = 0 | ;Parent=53995c3f42cd8ad8;Sampled=0",
                ";Sampled=?                         | ;Sampled=0",
                ";Parent=0000000000000000           | ;Sampled=0",
                ";Parent=53995c3f42cd8ad            | ;Sampled=0",
                ";Sampled=1;Lineage=1:a87bd80c:1    | ;Sampled=1;Lineage=1:a87bd80c:1",
                ";Sampled=1;Lineage=<script>        | ;Sampled=1",
                ";Self=1-2-3;Secret=hello           | ;Sampled=0",
            })
    void validPartsArePassedOn(String rest, String text) {
        assertThat(XRayHeader.parse(ROOT + rest).orElseThrow().text()).isEqualTo(ROOT + text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";",
                "=",
                "Root",
                "Root=",
                "Root=2-5759e988-bd862e3fe1be46a994272793",
                "Root=1-5759e98-bd862e3fe1be46a994272793",
                "Root=1-5759e988-bd862e3fe1be46a99427279g",
                "Root=1-00000000-000000000000000000000000",
                "Parent=53995c3f42cd8ad8;Sampled=1"
            })
    void withoutAValidRootThereIsNoTrace(String text) {
        assertThat(XRayHeader.parse(text)).isEmpty();
    }

    @Test
    void theW3cTraceIsTheSameTrace() {
        XRayHeader header =
                XRayHeader.parse(ROOT + ";Parent=53995c3f42cd8ad8;Sampled=1").orElseThrow();
        Trace trace = header.toTrace(() -> 1);
        assertThat(trace).isEqualTo(new Trace("5759e988bd862e3fe1be46a994272793", "53995c3f42cd8ad8", true));
        assertThat(XRayHeader.rootOf(trace)).isEqualTo(header.root());
    }

    @Test
    void aSpanWithoutAParentGetsAnIdThatIsNotZero() {
        XRayHeader header = XRayHeader.parse(ROOT).orElseThrow();
        assertThat(header.toTrace(() -> 0xabcL).spanId()).isEqualTo("0000000000000abc");
        assertThat(header.toTrace(() -> -1L).spanId()).isEqualTo("ffffffffffffffff");
        assertThat(header.toTrace(() -> 0).spanId()).isEqualTo("0000000000000001");
    }

    @Test
    void theRuntimesHeaderTakesPrecedenceOverTheEvents() {
        Optional<String> events = Optional.of(ROOT);
        assertThat(Invocation.current("r", events).trace())
                .map(XRayHeader::root)
                .hasValue(ROOT.substring(5));
        System.setProperty(Invocation.TRACE_PROPERTY, ROOT.replace("bd86", "0000"));
        try {
            assertThat(Invocation.current("r", events).trace())
                    .map(XRayHeader::root)
                    .hasValue("1-5759e988-00002e3fe1be46a994272793");
        } finally {
            System.clearProperty(Invocation.TRACE_PROPERTY);
        }
    }
}
