package org.synfire.emulator.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.RouteGroup;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.network.demo.Demo;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.SampleLengths;
import org.synfire.network.integer.SampleStarts;
import org.synfire.noc.TrafficCounters;
import org.synfire.noc.chip.Chips;

/** What the cores send is what the links carry. */
@Timeout(60)
class TrafficConservationTest {
    private static final int SAMPLES = 4;

    /** Packets and hops counted anew, route group by route group. */
    private static final class Ledger implements StepObserver {
        private final Mapping mapping;
        private List<RouteGroup> routes = List.of();
        private long packets;
        private long hops;

        Ledger(Mapping mapping) {
            this.mapping = mapping;
        }

        @Override
        public void onStart(List<RouteGroup> groups) {
            routes = groups;
        }

        @Override
        public void onPackets(int route, int spikes) {
            Slice from = mapping.slices().get(routes.get(route).from());
            for (int to : routes.get(route).to()) {
                packets += spikes;
                hops += (long) spikes
                        * mapping.chip()
                                .mesh()
                                .hops(from.node(), mapping.slices().get(to).node());
            }
        }
    }

    @Test
    void hopsAreTheSumOfTheLinksLoads() {
        Mapping mapping = Mapper.map(Demo.NETWORK, Chips.darwin3());
        Meters meters = new Meters(
                mapping,
                SampleStarts.of(mapping.network(), SampleLengths.EQUAL, true, SAMPLES),
                NetworkTiming.IDEAL,
                null,
                null,
                List.of(),
                0);
        Ledger ledger = new Ledger(mapping);
        List<StepObserver> observers = new ArrayList<>(meters.all());
        observers.add(ledger);
        byte[] pixels = new byte[Demo.images(1).imageBytes()];
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), 2, true, SAMPLES, 1);
        try (Emulator emulator = Emulator.of(
                Demo.NETWORK,
                mapping.slices(),
                options,
                (NetworkInput.Codes) (sample, into) -> {
                    Demo.images(SAMPLES).pixels((int) sample, pixels);
                    Demo.ENCODED.inputCodes().encode(pixels, into);
                },
                observers)) {
            emulator.runUntil(SAMPLES);
        }
        TrafficCounters traffic = meters.ideal().traffic();
        assertTrue(ledger.packets > 0);
        assertEquals(ledger.packets, traffic.packets());
        assertEquals(ledger.hops, traffic.hops());
        assertEquals(ledger.hops, Arrays.stream(traffic.linkPackets()).sum());
        assertEquals(
                ledger.hops,
                Demo.NETWORK.populations().stream()
                        .mapToLong(p -> meters.ideal().hops(p.id()))
                        .sum(),
                "hops of the layers");
    }
}
