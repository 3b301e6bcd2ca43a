package org.synfire.emulator.timing;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.RouteGroup;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.experiment.Experiment;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.result.NetworkTiming;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.InputException;
import org.synfire.network.demo.Demo;
import org.synfire.network.integer.NetworkInput;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFigure;
import org.synfire.noc.chip.ChipFile;
import org.synfire.noc.chip.Chips;
import org.synfire.noc.cycle.NetworkSpec;
import org.synfire.noc.cycle.form.CycleNetworks;
import org.synfire.noc.measure.LoadPoint;
import org.synfire.noc.measure.MeasurementProgress;
import org.synfire.noc.measure.TraceMeasurement;
import org.synfire.noc.traffic.PacketTrace;

/** The demo with every packet through every router. */
@Timeout(300)
class CycleTimingTest {
    private static final int SAMPLES = 2;

    private static RunResult ideal;
    private static RunResult cycle;

    @BeforeAll
    static void runTheDemo() {
        ideal = run(Chips.darwin3(), NetworkTiming.IDEAL, 1);
        cycle = run(Chips.darwin3(), NetworkTiming.CYCLE, 1);
    }

    private static RunResult run(ChipDescription chip, NetworkTiming timing, int threads) {
        return Experiment.on(chip)
                .timing(timing)
                .threads(threads)
                .run(Demo.ENCODED, Demo.images(SAMPLES))
                .result();
    }

    @Test
    void theSpikesAreThoseOfTheIdealTiming() {
        assertEquals(ideal.events().fingerprint(), cycle.events().fingerprint());
        assertEquals(0, cycle.witnesses().reference().orElseThrow().mismatchedValues());
        assertEquals(ideal.events().packets(), cycle.events().packets());
        assertEquals(ideal.events().hops(), cycle.events().hops());
        assertEquals(NetworkTiming.IDEAL, ideal.noc().timing());
        assertEquals(NetworkTiming.CYCLE, cycle.noc().timing());
    }

    @Test
    void everyPacketArrivesAndNoneBeforeItCould() {
        assertEquals(cycle.events().packets(), cycle.latency().packetCycles().count());
        assertEquals(cycle.timeSteps().total(), cycle.latency().stepCycles().count());
        assertTrue(cycle.latency().packetCycles().mean()
                > ideal.latency().packetCycles().mean());
        assertTrue(cycle.latency().packetCycles().p50()
                >= ideal.latency().packetCycles().p50());
        assertTrue(cycle.noc().neededMicrosecondsPerSample() >= ideal.noc().neededMicrosecondsPerSample());
    }

    @Test
    void nothingDependsOnThreads() {
        RunResult other = run(Chips.darwin3(), NetworkTiming.CYCLE, 3);
        assertEquals(cycle.latency().packetCycles(), other.latency().packetCycles());
        assertEquals(cycle.latency().stepCycles(), other.latency().stepCycles());
        assertEquals(cycle.noc(), other.noc());
    }

    @Test
    void saysWhoWasWaitedFor() {
        assertFalse(cycle.noc().slowestCores().isEmpty());
        RunResult.SlowCore slowest = cycle.noc().slowestCores().getFirst();
        assertTrue(cycle.layers().stream().anyMatch(layer -> layer.name().equals(slowest.layer())), slowest.layer());
        assertTrue(cycle.noc().slowestCores().stream()
                        .mapToLong(RunResult.SlowCore::steps)
                        .sum()
                <= cycle.timeSteps().total());
        assertEquals(
                (double) cycle.latency().stepCycles().max(),
                (double) cycle.noc().slowestCores().stream()
                        .mapToLong(RunResult.SlowCore::longestCycles)
                        .max()
                        .orElseThrow(),
                20);
        RunResult.SlowLink busiest = cycle.noc().slowestLinks().getFirst();
        assertTrue(busiest.busy() > 0 && busiest.busy() <= 1, busiest.toString());
        assertEquals(cycle.events().busiestLink().packets() * 2, busiest.flits(), "two flits a packet");
    }

    @Test
    void stepsThatTheChipIsTooSlowForAreLate() {
        assertTrue(cycle.noc().fitsStep());
        ChipDescription slow = Chips.darwin3().with(ChipFigure.CLOCK, 20, "slow");
        RunResult late = run(slow, NetworkTiming.CYCLE, 1);
        assertFalse(late.noc().fitsStep());
        assertTrue(late.noc().lateSteps() > 0);
        assertTrue(
                late.notes().stream().anyMatch(note -> note.contains("the real chip would be late")),
                late.notes().toString());
        assertEquals(cycle.events().fingerprint(), late.events().fingerprint());
    }

    /**
     * Latency by latency what the run found: the trace has every packet at its cycle, and the network is the chip's.
     */
    @Test
    void aTraceOfTheRunReplaysWithTheSameLatencies(@TempDir Path directory) {
        Path file = directory.resolve("demo.trace.gz");
        RunResult saved = Experiment.on(Chips.darwin3())
                .timing(NetworkTiming.CYCLE)
                .savingTrace(file)
                .run(Demo.ENCODED, Demo.images(SAMPLES))
                .result();
        assertEquals(cycle.latency().packetCycles(), saved.latency().packetCycles());
        assertEquals(cycle.latency().stepCycles(), saved.latency().stepCycles());
        PacketTrace trace = PacketTrace.open(file);
        assertEquals(cycle.events().packets(), trace.packets());
        assertEquals(2, trace.packetFlits());
        NetworkSpec chip =
                NetworkSpec.of(Chips.darwin3().mesh(), Chips.darwin3().routerConfig());
        LoadPoint replayed =
                TraceMeasurement.measure(CycleNetworks::forLoad, chip, trace, () -> false, MeasurementProgress.NONE);
        assertEquals(
                cycle.latency().packetCycles(),
                replayed.packets().latency().distribution().summary());
    }

    @Test
    void aTraceNeedsTheCycleTiming() {
        Experiment ideal = Experiment.on(Chips.darwin3());
        InputException refused = assertThrows(InputException.class, () -> ideal.savingTrace(Path.of("x")));
        assertEquals(
                "a trace needs the cycle timing, because only there packets have cycles; call"
                        + " timing(NetworkTiming.CYCLE) before savingTrace",
                refused.getMessage());
    }

    /**
     * The link that the demo's placement uses most is dead, and the result is that of the same chip without contention.
     */
    @Test
    void deadPartsAreGotRound(@TempDir Path directory) throws IOException {
        ChipDescription chip = darwin3With(directory, "links: [{x: 2, y: 0, to: east}], routers: [{x: 1, y: 1}]");
        RunResult cycle = run(chip, NetworkTiming.CYCLE, 1);
        RunResult ideal = run(chip, NetworkTiming.IDEAL, 1);
        assertEquals(ideal.events().hops(), cycle.events().hops());
        assertEquals(cycle.events().packets(), cycle.latency().packetCycles().count());
        assertEquals(cycle.events().packets(), cycle.events().packets());
        assertEquals(0, cycle.witnesses().reference().orElseThrow().mismatchedValues());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        links: [{x: 0, y: 0, to: east}, {x: 0, y: 0, to: south}] | no placement was found in which dead routers and \
        links do not lie on the way of packets, such as from image on node 0,0 to
        routers: [{x: 0, y: 0}]                                  | chip darwin3 declares the router of its I/O node \
        dead: no spike can be sent in
        """)
    void aChipThatNoSpikeCanEnterIsRefused(String faults, String message, @TempDir Path directory) throws IOException {
        ChipDescription chip = darwin3With(directory, faults);
        ChipLimitException refused = assertThrows(ChipLimitException.class, () -> run(chip, NetworkTiming.IDEAL, 1));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    private static ChipDescription darwin3With(Path directory, String faults) throws IOException {
        try (InputStream darwin3 = Chips.class.getResourceAsStream("darwin3.yaml")) {
            String text = new String(darwin3.readAllBytes(), StandardCharsets.UTF_8);
            return ChipFile.read(
                    Files.writeString(directory.resolve("faulty.yaml"), text + "\nfaults: {" + faults + "}\n"));
        }
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
        assertEquals(ideal.events().packets(), ledger.packets);
        assertEquals(ledger.expected, ledger.packets);
        assertEquals(ideal.events().sops(), ledger.operations);
    }
}
