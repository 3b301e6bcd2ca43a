package org.synfire.noc.cycle.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.form.CycleNetworks;

/**
 * A router takes the bytes that its classes' contracts say: buffers of 8 flits on 8x8, and two sets with a bit a
 * router.
 */
class StateBytesTest {
    @ParameterizedTest
    @CsvSource({"1,3,494", "4,3,1646", "4,5,1686"})
    void aRouterTakesWhatItsContractSays(int channels, int hopCycles, long bytesPerRouter) {
        NetworkSpec spec = NetworkSpec.of(Mesh.ofOneChip(8, 8), RouterConfig.ofHopCycles(hopCycles, channels, 8));
        try (CycleNetwork network = CycleNetworks.eventDriven(spec, DeliveryListener.NONE)) {
            assertEquals(64 * bytesPerRouter + 2 * Long.BYTES, network.stateBytes());
        }
    }
}
