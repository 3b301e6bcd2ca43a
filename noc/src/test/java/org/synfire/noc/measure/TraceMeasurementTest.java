package org.synfire.noc.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.traffic.PacketSource;
import org.synfire.noc.traffic.PacketTrace;
import org.synfire.noc.traffic.RecordedTraffic;
import org.synfire.noc.traffic.TraceWriter;

class TraceMeasurementTest {
    private final NetworkSpec spec = Loads.square(8, 3, 1, 8);

    @TempDir
    private Path directory;

    private PacketTrace recorded(double load, long cycles) {
        Path file = directory.resolve("packets.trace.gz");
        try (TraceWriter writer = new TraceWriter(file, spec.mesh(), 1)) {
            PacketSource packets = new RecordedTraffic(
                    Loads.traffic(spec.mesh(), "uniform", load, 1).packets(spec.mesh()), writer);
            while (packets.cycle() < cycles) {
                packets.advance();
            }
        }
        return PacketTrace.open(file);
    }

    private static LoadPoint replay(NetworkSpec spec, PacketTrace trace) {
        return TraceMeasurement.measure(CycleNetworks::forLoad, spec, trace, () -> false, MeasurementProgress.NONE);
    }

    /** The replay of synthetic packets is the synthetic run without warm-up. */
    @Test
    void deliversWhatTheRecordedRunDelivered() {
        PacketTrace trace = recorded(0.2, 3_000);
        LoadPoint point = replay(spec, trace);
        assertEquals(trace.packets(), point.packets().packets());
        assertEquals(trace.meanFlitsPerCycle(), point.offered());
        assertEquals(
                trace.packets(),
                Math.round(point.accepted() * 64 * point.window().cycles()),
                "all of them arrived in the cycles that are counted");
        assertFalse(point.saturated());
        assertEquals(
                point.theory().loads().meanHops(),
                point.packets().meanHops(),
                1e-9,
                "theory is that of the trace's packets");
        assertTrue(
                point.verdict()
                        .words()
                        .matches("the last packet arrived [0-9,]+ cycles after the last was created; the fullest"
                                + " channel is .*"),
                point.verdict().words());
        assertEquals(point.fingerprint(), replay(spec, trace).fingerprint());
    }

    @Test
    void skipsToPacketsFarAway() {
        Path file = directory.resolve("far.trace");
        try (TraceWriter writer = new TraceWriter(file, spec.mesh(), 2)) {
            writer.add(5, 0, 63);
            writer.add(1_000_000_000L, 63, 0);
        }
        LoadPoint point = replay(spec, PacketTrace.open(file));
        assertEquals(2, point.packets().packets());
        assertEquals(2 + 3 * 15 + 1, point.meanLatency());
    }

    @Test
    void readsATraceWithoutPackets() {
        Path file = directory.resolve("none.trace");
        new TraceWriter(file, spec.mesh(), 2).close();
        LoadPoint point = replay(spec, PacketTrace.open(file));
        assertEquals(0, point.packets().packets());
        assertEquals(Verdict.Outcome.NOTHING_SENT, point.verdict().outcome());
    }

    @Test
    void refusesAnotherMesh() {
        PacketTrace trace = recorded(0.1, 100);
        NetworkSpec other = NetworkSpec.of(Mesh.ofOneChip(4, 16), spec.router());
        String said =
                assertThrows(InputException.class, () -> replay(other, trace)).getMessage();
        assertTrue(said.endsWith("was recorded on a mesh of 8x8, which cannot be replayed on one of 4x16"), said);
    }

    @Test
    void saysThatASourceQueueIsFull() {
        LoadPoint point = replay(spec.withSourceQueuePackets(10), recorded(0.9, 1_000));
        assertTrue(point.saturated());
        assertTrue(
                point.verdict().words().contains("took no more"),
                point.verdict().words());
    }
}
