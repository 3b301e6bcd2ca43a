package org.synfire.bench.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.synfire.emulator.core.Delivery;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.core.Firing;
import org.synfire.emulator.core.Grouping;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.InputException;
import org.synfire.network.file.NetworkFile;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.reference.SpikingReference;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.Chips;

/**
 * A system of many chips in one process: what it takes to place and to build it, its memory, and the time of a step.
 *
 * <p>The network is a {@link LargeSystem}: copies of a real network on a share of the cores, and synthetic populations
 * on the others. The values of the copies, and of the ways to some synthetic populations, are compared with the
 * reference. The first samples fill the pipeline; the steps of those behind them are timed, by the clock and by the
 * time of all processors.
 *
 * <pre>{@code
 * ./synfire bench LargeSystem --cores 10000 --workers 2
 * ./synfire bench LargeSystem --cores 10000 --levels 1000 --time-steps 1 --one-by-one yes
 * }</pre>
 *
 * <p>With {@code --levels} the synthetic populations are chains of so many; without it, trees of a few levels. With
 * {@code --one-by-one yes} a sample enters when the last one is answered, so that only the levels that it has reached
 * work. {@code --chip wukong} places the cores on chips; without a chip nothing is placed.
 */
public final class LargeSystemBenchmark {
    private static final List<String> OPTIONS = List.of(
            "--cores",
            "--workers",
            "--samples",
            "--time-steps",
            "--rate",
            "--levels",
            "--one-by-one",
            "--model",
            "--share",
            "--chip");
    private static final int WARM_SAMPLES = 2;
    private static final int ROOTS = 64;
    private static final int FAN_OUT = 8;
    private static final int COMPARED_WAYS = 16;
    private static final double MEBIBYTE = 1 << 20;

    private final Map<String, String> options;
    private final int workers;
    private final int samples;
    private final LargeSystem system;
    private final Counts counts = new Counts();

    private LargeSystemBenchmark(Map<String, String> options, LargeSystem system) {
        this.options = options;
        this.workers = whole(options, "--workers", 1);
        this.samples = whole(options, "--samples", 4);
        this.system = system;
    }

    /** Counts what happened in the steps since it was reset. */
    private static final class Counts implements StepObserver {
        private long cores;
        private long spikes;
        private long operations;

        @Override
        public void onCore(int core, int spikesOfCore, long operationsOfCore, long sample, int bitStep, long hash) {
            cores++;
            spikes += spikesOfCore;
            operations += operationsOfCore;
        }

        private void reset() {
            cores = 0;
            spikes = 0;
            operations = 0;
        }
    }

    /**
     * Runs the benchmark.
     *
     * @param arguments pairs of option and value
     * @throws IOException if the machine does not say how much memory the process has
     * @throws IllegalStateException if a value is not the reference's
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = options(arguments);
        HostUse.Elapsed elapsed = HostUse.Elapsed.now();
        LargeSystem system = LargeSystem.of(plan(options));
        System.out.printf(Locale.ROOT, "network      %s%n", elapsed);
        new LargeSystemBenchmark(options, system).run();
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        if (arguments.length % 2 == 1 || !OPTIONS.containsAll(options.keySet())) {
            throw new InputException(String.format(
                    Locale.ROOT, "%s: the options are %s, each with a value", String.join(" ", arguments), OPTIONS));
        }
        return options;
    }

    private static int whole(Map<String, String> options, String name, int otherwise) {
        try {
            int value = Integer.parseInt(options.getOrDefault(name, String.valueOf(otherwise)));
            if (value >= 1) {
                return value;
            }
        } catch (NumberFormatException noNumber) {
            // refused below
        }
        throw new InputException(name + " " + options.get(name) + ": write a whole number, 1 or more");
    }

    private static LargeSystem.Plan plan(Map<String, String> options) {
        int cores = whole(options, "--cores", 10_000);
        Optional<IntegerNetwork> real = Optional.ofNullable(options.get("--model"))
                .map(Path::of)
                .map(NetworkFile::read)
                .map(EncodedNetwork::network);
        int timeSteps = whole(
                options, "--time-steps", real.map(IntegerNetwork::timeSteps).orElse(8));
        int coresOfCopy = real.map(
                        network -> Mapper.map(network, Chips.darwin3()).cores())
                .orElse(1);
        double share = Double.parseDouble(options.getOrDefault("--share", "0.01"));
        int copies = real.isPresent() ? (int) Math.ceil(share * cores / coresOfCopy) : 0;
        int synthetic = cores - copies * coresOfCopy;
        if (synthetic < 1) {
            throw new InputException("--cores " + cores + ": the copies leave no core for synthetic populations");
        }
        int roots = options.containsKey("--levels")
                ? Math.ceilDiv(synthetic, whole(options, "--levels", 1))
                : Math.min(ROOTS, synthetic);
        return new LargeSystem.Plan(
                real.map(network -> network.withTimeSteps(timeSteps)),
                copies,
                synthetic,
                roots,
                options.containsKey("--levels") ? 1 : FAN_OUT,
                timeSteps);
    }

    private void run() throws IOException {
        double rate = Double.parseDouble(options.getOrDefault("--rate", "0.01"));
        NetworkInput.Spikes input = system.input(rate);
        List<Slice> slices = placed();
        long heapBefore = HostUse.heapBytes();
        HostUse.Elapsed elapsed = HostUse.Elapsed.now();
        Emulator.Options how = new Emulator.Options(
                        Kernels.of(Kernels.Choice.AUTO),
                        workers,
                        !options.getOrDefault("--one-by-one", "no").equals("yes"),
                        WARM_SAMPLES + samples,
                        Firing.USUAL,
                        1,
                        Delivery.WORDS,
                        Emulator.Options.LARGEST_WINDOW,
                        Grouping.FUSED)
                .keeping(this::isCompared);
        try (Emulator emulator = Emulator.of(system.network(), slices, how, input, List.of(counts))) {
            System.out.printf(Locale.ROOT, "building     %s%n", elapsed);
            printMemory(emulator, slices, HostUse.heapBytes() - heapBefore);
            emulator.runUntil(WARM_SAMPLES);
            printSteps(emulator, slices.size() - 1);
            compare(emulator, input, WARM_SAMPLES + samples - 1L);
            System.out.printf(
                    Locale.ROOT,
                    "process      at most %,.0f MiB of memory, %s%n",
                    HostUse.peakKibibytes() / 1024.0,
                    Runtime.version());
        }
    }

    private List<Slice> placed() {
        if (!options.containsKey("--chip")) {
            return Wholes.slices(system.network());
        }
        ChipDescription chip = Chips.named(options.get("--chip"));
        HostUse.Elapsed elapsed = HostUse.Elapsed.now();
        Mapping mapping = Mapper.map(system.network(), chip);
        System.out.printf(
                Locale.ROOT,
                "placing      %s: %,d cores on %,d of %,d chips, %.2f hops per packet%n",
                elapsed,
                mapping.cores(),
                mapping.chips(),
                chip.chips(),
                mapping.hopsPerPacket());
        return mapping.slices();
    }

    private boolean isCompared(int population) {
        int synthetic = population - system.synthetic(0);
        return synthetic < 0 || Arrays.stream(comparedWays()).anyMatch(way -> way == synthetic);
    }

    /** Synthetic populations at equal distances, the last one included. */
    private int[] comparedWays() {
        int count = Math.min(COMPARED_WAYS, system.syntheticCount());
        int[] ways = new int[count];
        Arrays.setAll(ways, w -> (int) ((w + 1L) * system.syntheticCount() / count - 1));
        return ways;
    }

    private void printMemory(Emulator emulator, List<Slice> slices, long heap) {
        long neurons = slices.stream().skip(1).mapToLong(Slice::neurons).sum();
        int cores = slices.size() - 1;
        long offHeap = emulator.stateBytes() + emulator.keptBytes();
        System.out.printf(
                Locale.ROOT,
                "cores        %,d with %,d neurons; %d copies of %d layers, the others synthetic, %d levels%n",
                cores,
                neurons,
                system.copies(),
                system.layers(),
                system.network().timing().depth());
        System.out.printf(
                Locale.ROOT,
                "state        %,.0f MiB off-heap: %.2f bytes a neuron; %,.1f MiB of it are values kept to be read%n",
                offHeap / MEBIBYTE,
                (double) offHeap / neurons,
                emulator.keptBytes() / MEBIBYTE);
        System.out.printf(
                Locale.ROOT,
                "heap         %,.0f MiB for the cores: %,.0f bytes a core; with the network %,.0f MiB%n",
                heap / MEBIBYTE,
                (double) heap / cores,
                HostUse.heapBytes() / MEBIBYTE);
        System.out.printf(
                Locale.ROOT, "in all       %.2f bytes a neuron%n", (double) (offHeap + HostUse.heapBytes()) / neurons);
    }

    private void printSteps(Emulator emulator, int cores) {
        counts.reset();
        long firstStep = emulator.steps();
        HostUse.Elapsed elapsed = HostUse.Elapsed.now();
        emulator.runUntil(WARM_SAMPLES + samples);
        double seconds = elapsed.seconds();
        double processor = elapsed.processorSeconds();
        double steps = emulator.steps() - firstStep;
        System.out.printf(
                Locale.ROOT,
                "step         %.4f s, %.4f s of processor time, %d workers, mean of %.0f steps%n",
                seconds / steps,
                processor / steps,
                workers,
                steps);
        System.out.printf(
                Locale.ROOT,
                "of these     %,.0f cores at work (%.2f %%), %,.0f spikes, %,.0f synaptic operations a step%n",
                counts.cores / steps,
                100 * counts.cores / steps / (cores + 1),
                counts.spikes / steps,
                counts.operations / steps);
    }

    private void compare(Emulator emulator, NetworkInput.Spikes input, long sample) {
        Optional<IntegerNetwork> real = Optional.ofNullable(options.get("--model"))
                .map(file -> NetworkFile.read(Path.of(file)).network())
                .map(network -> network.withTimeSteps(system.network().timeSteps()));
        real.ifPresent(network -> compareCopies(emulator, network, input, sample));
        for (int way : comparedWays()) {
            IntegerNetwork alone = system.way(way);
            SpikingReference reference = new SpikingReference(alone);
            reference.compute(input, sample);
            compare(
                    emulator,
                    sample,
                    system.synthetic(way),
                    reference.spikes(alone.output().id()));
        }
        System.out.printf(
                Locale.ROOT,
                "compared     every spike of sample %d in %d copies and at the end of %d ways: as in the reference%n",
                sample,
                system.copies(),
                comparedWays().length);
    }

    private void compareCopies(Emulator emulator, IntegerNetwork real, NetworkInput.Spikes input, long sample) {
        SpikingReference reference = new SpikingReference(real);
        reference.compute(input, sample);
        for (int copy = 0; copy < system.copies(); copy++) {
            for (int layer = 1; layer <= system.layers(); layer++) {
                compare(emulator, sample, layer + copy * system.layers(), reference.spikes(layer));
            }
        }
    }

    private void compare(Emulator emulator, long sample, int population, SpikeTrains expected) {
        SpikeTrains found = SpikeTrains.of(system.network(), population);
        emulator.spikes(sample, population, found);
        if (!Arrays.equals(expected.words(), found.words())) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "sample %d, population %d (%s) differs from the reference",
                    sample,
                    population,
                    system.network().population(population).name()));
        }
    }
}
