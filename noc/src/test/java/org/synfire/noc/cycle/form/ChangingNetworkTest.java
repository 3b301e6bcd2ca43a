package org.synfire.noc.cycle.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.noc.Mesh;
import org.synfire.noc.cycle.BernoulliTraffic;
import org.synfire.noc.cycle.CycleNetwork;
import org.synfire.noc.cycle.DeliveryListener;
import org.synfire.noc.cycle.LinkTiming;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.Pipeline;
import org.synfire.noc.cycle.RouterConfig;
import org.synfire.noc.cycle.SwitchAllocator;
import org.synfire.noc.cycle.event.EventNetwork;

/** A network that changes its form while it runs equals the event form in every delivery and counter. */
class ChangingNetworkTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final double ALWAYS = -1;

    private static NetworkSpec spec(int width, int height, int hopCycles, int bufferFlits, int threads) {
        return NetworkSpec.of(Mesh.ofOneChip(width, height), RouterConfig.ofHopCycles(hopCycles, 1, bufferFlits))
                .withThreads(threads);
    }

    /** It changes at every look, back and forth, in the middle of everything. */
    @Property(tries = 80)
    void equalsTheEventForm(
            @ForAll @IntRange(min = 1, max = 20) int width,
            @ForAll @IntRange(min = 1, max = 12) int height,
            @ForAll @IntRange(min = 1, max = 3) int hopCycles,
            @ForAll @IntRange(min = 1, max = 9) int bufferFlits,
            @ForAll @IntRange(min = 1, max = 3) int threads,
            @ForAll @IntRange(min = 1, max = 3) int flits,
            @ForAll @IntRange(min = 1, max = 30) int load,
            @ForAll @IntRange(min = 1, max = 9) int cyclesPerLook,
            @ForAll long seed) {
        NetworkSpec spec = spec(width, height, hopCycles, bufferFlits, threads);
        double rate = Math.min(1, load * load / 600.0);
        assertTimeoutPreemptively(LIMIT, () -> compare(spec, rate, flits, cyclesPerLook, seed));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5})
    void alsoWithOtherWaysToAndFromTheCores(int injectCycles) {
        RouterConfig router = new RouterConfig(
                1, 4, new Pipeline(0, 0, 1, 1), new LinkTiming(1, 1, 1, injectCycles, 3, 4), SwitchAllocator.ISLIP, 1);
        compare(NetworkSpec.of(Mesh.ofOneChip(9, 7), router), 0.3, 2, 3, 1);
    }

    private static void compare(NetworkSpec spec, double rate, int flits, int cyclesPerLook, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        try (CycleNetwork events = CycleNetworks.eventDriven(spec.withThreads(1), DeliveryListener.NONE);
                ChangingNetwork changing = ChangingNetwork.of(
                        spec, DeliveryListener.NONE, random.nextBoolean(), ALWAYS, NEVER, cyclesPerLook)) {
            BernoulliTraffic toEvents = uniform(events, rate, flits, seed);
            BernoulliTraffic toChanging = uniform(changing, rate, flits, seed);
            boolean hasChanged = false;
            for (long cycle = 100; cycle <= 300; cycle += 100) {
                toEvents.createTo(cycle);
                toChanging.createTo(cycle);
                boolean before = changing.isInLockstep();
                while (changing.cycle() < cycle) {
                    changing.advanceTo(Math.min(cycle, changing.cycle() + 1 + random.nextInt(20)));
                    hasChanged |= changing.isInLockstep() != before;
                }
                events.advanceTo(cycle);
                assertSame(events, changing);
            }
            assertTrue(hasChanged);
            assertTrue(events.advanceUntilEmpty(1_000_000) && changing.advanceUntilEmpty(1_000_000));
            assertEquals(events.cycle(), changing.cycle());
            assertSame(events, changing);
        }
    }

    private static BernoulliTraffic uniform(CycleNetwork network, double flitRate, int flits, long seed) {
        return new BernoulliTraffic(
                network, BernoulliTraffic.uniform(network.mesh().nodes()), flitRate, flits, seed);
    }

    private static void assertSame(CycleNetwork events, CycleNetwork changing) {
        assertEquals(events.counters(), changing.counters());
        assertEquals(events.fingerprint(), changing.fingerprint());
        for (int link = 0; link < events.mesh().linkIds(); link++) {
            assertEquals(events.linkFlits(link), changing.linkFlits(link));
        }
        for (int node = 0; node < events.mesh().nodes(); node++) {
            assertEquals(events.deliveredFlits(node), changing.deliveredFlits(node));
            assertEquals(events.injectedFlits(node), changing.injectedFlits(node));
            assertEquals(events.queuedPackets(node), changing.queuedPackets(node));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    @Timeout(60)
    void followsTheFlitsInFlight(int threads) {
        NetworkSpec spec = spec(16, 16, 3, 8, threads);
        try (ChangingNetwork network = ChangingNetwork.of(spec, DeliveryListener.NONE, false, 0.35, 0.2, 16)) {
            BernoulliTraffic traffic = uniform(network, 0.15, 1, 3);
            traffic.runTo(10);
            assertFalse(network.isInLockstep());
            traffic.runTo(300);
            assertTrue(network.isInLockstep());
            network.advanceUntilEmpty(1_000_000);
            network.advanceTo(network.cycle() + 100);
            network.advanceTo(network.cycle() + 1);
            assertFalse(network.isInLockstep());
        }
    }

    @Test
    void aLoadBetweenTheBoundsChangesNothing() {
        for (boolean inLockstep : new boolean[] {false, true}) {
            try (ChangingNetwork network =
                    ChangingNetwork.of(spec(16, 16, 3, 8, 1), DeliveryListener.NONE, inLockstep, 2, 0.001, 16)) {
                BernoulliTraffic traffic = uniform(network, 0.1, 1, 3);
                for (long cycle = 100; cycle <= 1000; cycle += 100) {
                    traffic.runTo(cycle);
                    assertEquals(inLockstep, network.isInLockstep());
                }
            }
        }
    }

    @Test
    void theFirstFormFollowsTheExpectedLoad() {
        try (CycleNetwork sparse = CycleNetworks.forLoad(spec(16, 16, 3, 8, 1), DeliveryListener.NONE, 0.1);
                CycleNetwork dense = CycleNetworks.forLoad(spec(16, 16, 3, 8, 1), DeliveryListener.NONE, 2);
                CycleNetwork small = CycleNetworks.forLoad(spec(4, 4, 3, 8, 1), DeliveryListener.NONE, 2)) {
            assertFalse(assertInstanceOf(ChangingNetwork.class, sparse).isInLockstep());
            assertTrue(assertInstanceOf(ChangingNetwork.class, dense).isInLockstep());
            assertInstanceOf(EventNetwork.class, small);
        }
    }

    /** Both forms are kept from the first change on. */
    @Test
    void takesTheMemoryOfTheFormsThatItHasUsed() {
        NetworkSpec spec = spec(8, 8, 3, 8, 1);
        try (ChangingNetwork network = ChangingNetwork.of(spec, DeliveryListener.NONE, false, ALWAYS, NEVER, 1);
                CycleNetwork events = CycleNetworks.eventDriven(spec, DeliveryListener.NONE);
                CycleNetwork lines = CycleNetworks.lockstep(spec, DeliveryListener.NONE)) {
            assertEquals(events.stateBytes(), network.stateBytes());
            network.advanceTo(2);
            network.advanceTo(4);
            assertTrue(network.stateBytes() > Math.max(events.stateBytes(), lines.stateBytes()));
            assertTrue(network.stateBytes() < events.stateBytes() + lines.stateBytes());
        }
    }
}
