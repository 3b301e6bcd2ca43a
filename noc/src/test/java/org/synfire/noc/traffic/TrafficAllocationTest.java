package org.synfire.noc.traffic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.noc.Mesh;

/**
 * The next packet allocates nothing, drawn, recorded or replayed. Windows are repeated until one shows it: compilation
 * allocates too.
 */
class TrafficAllocationTest {
    private static final int PACKETS = 20_000;
    private static final int MOST_WINDOWS = 50;
    private static final Mesh MESH = Mesh.ofOneChip(16, 16);

    @TempDir
    private Path directory;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

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
            while (writer.packets() < (long) MOST_WINDOWS * PACKETS) {
                writer.add(PacketSource.NO_MORE / 16, 0, 1);
            }
        }
        try (TraceReader reader = new TraceReader(file)) {
            assertAllocatesNothing(reader);
        }
    }

    private void assertAllocatesNothing(PacketSource packets) {
        long least = Long.MAX_VALUE;
        for (int window = 0; window < MOST_WINDOWS && least > 0; window++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            long last = advance(packets);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
            assertTrue(last >= 0);
        }
        assertEquals(0, least / PACKETS, least + " bytes for " + PACKETS + " packets");
        assertTrue(least < 100, least + " bytes for " + PACKETS + " packets");
    }

    private static long advance(PacketSource packets) {
        for (int i = 0; i < PACKETS; i++) {
            packets.advance();
        }
        return packets.cycle();
    }
}
