package org.synfire.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.AllocatedBytes;
import org.synfire.noc.Mesh;

/** The next packet allocates nothing, drawn, recorded or replayed. */
class TrafficAllocationTest {
    private static final int PACKETS = 20_000;
    private static final Mesh MESH = Mesh.ofOneChip(16, 16);

    @TempDir
    private Path directory;

    private static PacketSource drawn(InjectionProcess process) {
        return new SyntheticTraffic(PatternName.UNIFORM.on(MESH), process, 1, MESH.nodes());
    }

    @Test
    void allocatesNothingPerDrawnPacket() {
        assertAllocatesNothing(drawn(new BernoulliInjection(0.1, 2)));
        assertAllocatesNothing(drawn(new BurstyInjection(0.1, 2, 4)));
        assertAllocatesNothing(drawn(new BernoulliInjection(0.0001, 1)));
    }

    @Test
    void allocatesNothingPerRecordedOrReplayedPacket() throws IOException {
        Path file = directory.resolve("packets.trace");
        try (TraceWriter writer = new TraceWriter(file, MESH, 2)) {
            assertAllocatesNothing(new RecordedTraffic(drawn(new BernoulliInjection(0.1, 2)), writer));
            while (writer.packets() < (long) AllocatedBytes.MOST_ROUNDS * PACKETS) {
                writer.add(PacketSource.NO_MORE / 16, 0, 1);
            }
        }
        try (TraceReader reader = new TraceReader(file)) {
            assertAllocatesNothing(reader);
        }
    }

    private static void assertAllocatesNothing(PacketSource packets) {
        AllocatedBytes.requireNoneIn(() -> advance(packets));
        assertTrue(packets.cycle() > 0);
    }

    private static void advance(PacketSource packets) {
        for (int i = 0; i < PACKETS; i++) {
            packets.advance();
        }
    }
}
