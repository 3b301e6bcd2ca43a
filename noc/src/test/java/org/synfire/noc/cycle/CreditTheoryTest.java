package org.synfire.noc.cycle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.form.CycleNetworks;

/**
 * Diagonal-neighbour traffic, where no two packets ever want the same link from different inputs: reference 5.6 and
 * 5.7.
 */
class CreditTheoryTest {
    private static final int SIDE = 8;
    private static final long FROM = 500;
    private static final long TO = 3_500;

    private final Mesh mesh = Mesh.ofOneChip(SIDE, SIDE);

    @ParameterizedTest
    @CsvSource({"1,4", "2,4", "3,5", "3,8", "1,8"})
    void latencyIsFlatUpToFullLoadWhereBuffersCoverTheRoundTrip(int hopCycles, int buffer) {
        for (double load : new double[] {0.05, 0.5, 0.9, 1.0}) {
            LatencyMeter meter = run(RouterConfig.ofHopCycles(hopCycles, 1, buffer), load);
            double zeroLoad = 2 + hopCycles * (meter.hops() + 1);
            assertEquals(zeroLoad, meter.latency(), 1e-9, "load " + load);
        }
    }

    /** With one cycle a hop the way from the core is the longest: 4 cycles. */
    @ParameterizedTest
    @CsvSource({"3,1,2,0.4", "3,1,4,0.8", "3,1,5,1.0", "2,1,3,0.75", "2,1,4,1.0", "1,1,1,0.25", "1,1,2,0.5", "3,4,1,0.8"
    })
    void buffersBelowTheRoundTripCarryTheirShare(int hopCycles, int channels, int buffer, double share) {
        LatencyMeter meter = run(RouterConfig.ofHopCycles(hopCycles, channels, buffer), 1.0);
        assertEquals(share, meter.accepted(mesh.nodes()), 0.002);
    }

    /** A channel of its own stage is held from its allocation until the tail has left (REFERENCE F5). */
    @ParameterizedTest
    @CsvSource({"4,8,0.5", "5,8,0.3333333333", "4,2,0.3333333333", "5,2,0.2857142857"})
    void aSeparateChannelStageLimitsOneChannel(int hopCycles, int buffer, double share) {
        LatencyMeter meter = run(RouterConfig.ofHopCycles(hopCycles, 1, buffer), 1.0);
        assertEquals(share, meter.accepted(mesh.nodes()), 0.002);
    }

    private LatencyMeter run(RouterConfig router, double load) {
        LatencyMeter meter = new LatencyMeter(FROM, TO);
        try (CycleNetwork network = CycleNetworks.eventDriven(NetworkSpec.of(mesh, router), meter)) {
            new BernoulliTraffic(network, BernoulliTraffic.neighbour(mesh), load, 1, 3).runTo(TO + 200);
        }
        return meter;
    }
}
