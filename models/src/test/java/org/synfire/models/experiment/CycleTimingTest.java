package org.synfire.models.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.models.emulate.Emulator;
import org.synfire.models.emulate.RouteGroup;
import org.synfire.models.emulate.StepObserver;
import org.synfire.models.kernel.Kernels;
import org.synfire.models.map.Mapper;
import org.synfire.models.map.Mapping;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFile;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.Chips;

/** The demo with every packet through every router. */
@Timeout(300)
class CycleTimingTest {
    private static final int SAMPLES = 2;
    private static final RunResult IDEAL = run(Chips.darwin3(), NetworkTiming.IDEAL, 1);
    private static final RunResult CYCLE = run(Chips.darwin3(), NetworkTiming.CYCLE, 1);

    private static RunResult run(ChipDescription chip, NetworkTiming timing, int threads) {
        return Experiment.on(chip).timing(timing).threads(threads).run(Demo.NETWORK, Demo.CODES, Demo.images(SAMPLES)).result();
    }

    @Test
    void theSpikesAreThoseOfTheIdealTiming() {
        assertEquals(IDEAL.fingerprint(), CYCLE.fingerprint());
        assertEquals(0, CYCLE.reference().mismatchedValues());
        assertEquals(IDEAL.packets(), CYCLE.packets());
        assertEquals(IDEAL.hops(), CYCLE.hops());
        assertEquals("ideal", IDEAL.noc().timing());
        assertEquals("cycle", CYCLE.noc().timing());
    }

    @Test
    void everyPacketArrivesAndNoneBeforeItCould() {
        assertEquals(CYCLE.packets(), CYCLE.latency().packetCycles().count());
        assertEquals(CYCLE.timeSteps().total(), CYCLE.latency().stepCycles().count());
        assertTrue(CYCLE.latency().packetCycles().mean() > IDEAL.latency().packetCycles().mean());
        assertTrue(CYCLE.latency().packetCycles().p50() >= IDEAL.latency().packetCycles().p50());
        assertTrue(CYCLE.noc().neededMicrosecondsPerSample() >= IDEAL.noc().neededMicrosecondsPerSample());
    }

    @Test
    void nothingDependsOnThreads() {
        RunResult other = run(Chips.darwin3(), NetworkTiming.CYCLE, 3);
        assertEquals(CYCLE.latency().packetCycles(), other.latency().packetCycles());
        assertEquals(CYCLE.latency().stepCycles(), other.latency().stepCycles());
        assertEquals(CYCLE.noc(), other.noc());
    }

    @Test
    void saysWhoWasWaitedFor() {
        assertFalse(CYCLE.noc().slowestCores().isEmpty());
        RunResult.SlowCore slowest = CYCLE.noc().slowestCores().getFirst();
        assertTrue(CYCLE.layers().stream().anyMatch(layer -> layer.name().equals(slowest.layer())), slowest.layer());
        assertTrue(CYCLE.noc().slowestCores().stream().mapToLong(RunResult.SlowCore::steps).sum() <= CYCLE.timeSteps().total());
        assertEquals(CYCLE.latency().stepCycles().max(), CYCLE.noc().slowestCores().stream().mapToLong(RunResult.SlowCore::longestCycles).max().orElseThrow(), 20);
        RunResult.SlowLink busiest = CYCLE.noc().slowestLinks().getFirst();
        assertTrue(busiest.busy() > 0 && busiest.busy() <= 1, busiest.toString());
        assertEquals(CYCLE.busiestLink().packets() * 2, busiest.flits(), "two flits a packet");
    }

    @Test
    void stepsThatTheChipIsTooSlowForAreLate() {
        assertTrue(CYCLE.noc().fitsStep());
        ChipDescription slow = Chips.darwin3().with(ChipFigure.CLOCK, 20, "slow");
        RunResult late = run(slow, NetworkTiming.CYCLE, 1);
        assertFalse(late.noc().fitsStep());
        assertTrue(late.noc().lateSteps() > 0);
        assertTrue(late.notes().stream().anyMatch(note -> note.contains("the real chip would be late")), late.notes().toString());
        assertEquals(CYCLE.fingerprint(), late.fingerprint());
    }

    @Test
    void aChipWhoseDeadLinksCutTheWayIsRefused(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("cut.yaml");
        try (InputStream darwin3 = Chips.class.getResourceAsStream("darwin3.yaml")) {
            Files.writeString(file, new String(darwin3.readAllBytes(), StandardCharsets.UTF_8) + "\nfaults:\n  links: [{x: 2, y: 0, to: east}]\n");
        }
        ChipLimitException refused = assertThrows(ChipLimitException.class, () -> run(ChipFile.read(file), NetworkTiming.CYCLE, 1));
        assertEquals("the network sends packets from node 1,0 to node 3,0, which the dead routers and links of chip darwin3 cut off from each other", refused.getMessage());
    }

    /** Packets counted by the senders that observers are told, beside those counted by number. */
    private static final class SenderLedger implements StepObserver {
        private RouteGroup[] routes;
        private long expected;
        private long packets;
        private long operations;

        @Override
        public boolean wantsSenders() {
            return true;
        }

        @Override
        public void onStart(List<RouteGroup> all) {
            routes = all.toArray(RouteGroup[]::new);
        }

        @Override
        public void onPackets(int route, int spikes) {
            expected += (long) spikes * routes[route].to().length;
        }

        @Override
        public void onSenders(int route, long[] words, int from, int to) {
            RouteGroup group = routes[route];
            for (int bit = 0; bit < (to - from) * Long.SIZE; bit++) {
                if ((words[from + bit / Long.SIZE] >>> bit & 1) != 0) {
                    for (int[] ofDestination : group.senders().operations()) {
                        packets++;
                        operations += ofDestination[bit];
                    }
                }
            }
        }
    }

    @Test
    void sendersStandForEveryPacketAndEverySynapticOperation() {
        Mapping mapping = Mapper.map(Demo.NETWORK, Chips.darwin3());
        SenderLedger ledger = new SenderLedger();
        List<StepObserver> observers = new ArrayList<>(List.of(ledger));
        byte[] pixels = new byte[Demo.images(1).imageBytes()];
        Emulator.Options options = new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), 2, true, SAMPLES, 1);
        try (Emulator emulator = Emulator.of(Demo.NETWORK, mapping.slices(), options, (sample, into) -> {
            Demo.images(SAMPLES).pixels((int) sample, pixels);
            Demo.CODES.encode(pixels, into);
        }, observers)) {
            emulator.runUntil(SAMPLES);
        }
        assertEquals(IDEAL.packets(), ledger.packets);
        assertEquals(ledger.expected, ledger.packets);
        assertEquals(IDEAL.sops(), ledger.operations);
    }
}
