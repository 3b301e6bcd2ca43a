package org.synfire.noc.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.noc.Direction;
import org.synfire.noc.Faults;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.Routing;

/** Reference 5.10: broadcasts by tree against unicasts. */
class BroadcastMeasurementTest {
    private static NetworkSpec network(Mesh mesh, int hopCycles) {
        return NetworkSpec.of(mesh, RouterConfig.ofHopCycles(hopCycles, 1, 8));
    }

    @ParameterizedTest
    @CsvSource({"8, 8, 27, 1, 1", "8, 8, 0, 3, 2", "9, 5, 44, 2, 1", "24, 24, 300, 3, 2", "48, 48, 0, 1, 1"})
    void takesWhatTheorySays(int width, int height, int source, int hopCycles, int flits) {
        BroadcastMeasurement measured =
                BroadcastMeasurement.measure(network(Mesh.ofOneChip(width, height), hopCycles), source, flits);
        assertEquals(width * height - 1, measured.destinations());
        assertEquals((long) flits * (width * height - 1), measured.tree().linkFlits());
        assertEquals(measured.treeTheory(), measured.tree());
        assertEquals(measured.unicastsTheory(), measured.unicasts());
    }

    /** From the corner of 8x8: 64 x 7 links for 63, and a packet to the far corner takes 2 + 3 x 15 cycles. */
    @Test
    void agreesWithAHandWorkedCase() {
        BroadcastMeasurement measured = BroadcastMeasurement.measure(network(Mesh.ofOneChip(8, 8), 3), 0, 1);
        assertEquals(new BroadcastMeasurement.Cost(63, 47), measured.tree());
        assertEquals(new BroadcastMeasurement.Cost(448, 62 + 47), measured.unicasts());
        assertEquals(448 / 63.0, measured.linkFlitRatio());
    }

    @Test
    void theTreeSavesTwoThirdsOfASideOnAverage() {
        NetworkSpec spec = network(Mesh.ofOneChip(8, 8), 1);
        double mean = IntStream.range(0, 64)
                .mapToDouble(
                        source -> BroadcastMeasurement.measure(spec, source, 1).linkFlitRatio())
                .average()
                .orElseThrow();
        assertEquals(16 / 3.0, mean, 1e-9);
    }

    @Test
    void leavesOutWhomFaultsCutOff() {
        Mesh mesh = Mesh.ofOneChip(4, 4);
        Faults faults = Faults.of(mesh, new int[] {mesh.link(1, Direction.EAST)}, new int[0]);
        BroadcastMeasurement measured =
                BroadcastMeasurement.measure(network(mesh, 3).withFaults(faults), 0, 1);
        assertEquals(7, measured.destinations());
        assertEquals(measured.treeTheory(), measured.tree());
        assertEquals(7, measured.tree().linkFlits());
    }

    @Test
    void refusesWhatCannotBe() {
        NetworkSpec spec = network(Mesh.ofOneChip(4, 4), 3);
        assertThrows(InputException.class, () -> BroadcastMeasurement.measure(spec, 16, 1));
        assertThrows(InputException.class, () -> BroadcastMeasurement.measure(spec, 0, 9));
        assertThrows(InputException.class, () -> BroadcastMeasurement.measure(spec.withRouting(Routing.YX), 0, 1));
        assertThrows(InputException.class, () -> BroadcastMeasurement.measure(network(Mesh.ofOneChip(1, 1), 3), 0, 1));
    }
}
