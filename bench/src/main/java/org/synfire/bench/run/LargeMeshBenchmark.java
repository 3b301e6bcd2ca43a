package org.synfire.bench.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.core.Emulator;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Mapper;
import org.synfire.emulator.map.Mapping;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkCopies;
import org.synfire.network.integer.Population;
import org.synfire.network.reference.DenseReference;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.Chips;

/**
 * A mesh of thousands of cores in one process: the built-in demo, copied until 3 x 3 Darwin3 chips hold at least 4,000
 * cores of it.
 *
 * <p>Every value of every copy is compared with the dense reference of one. Printed are the cores, the neurons, the
 * off-heap state per neuron and the speed, with the time that mapping and building took.
 *
 * <pre>{@code
 * ./synfire bench LargeMesh 20 2
 * }</pre>
 *
 * The arguments are the samples (20 if nothing is said; the second half is timed) and the workers (1).
 */
public final class LargeMeshBenchmark {
    private static final int CHIPS_ACROSS = 3;
    private static final int CHIPS_DOWN = 3;
    private static final int LEAST_CORES = 4_000;
    private static final double NANOS = 1e9;

    private LargeMeshBenchmark() {}

    /**
     * Runs the benchmark.
     *
     * @param arguments samples, workers
     * @throws IllegalStateException if a value is not the reference's
     */
    public static void main(String[] arguments) {
        int samples = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
        int workers = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
        Workload workload = Workload.demo(samples);
        ChipDescription chip = Chips.darwin3().withChips(CHIPS_ACROSS, CHIPS_DOWN);
        int copies = Math.ceilDiv(
                LEAST_CORES, Mapper.map(workload.network().network(), chip).cores());
        long start = System.nanoTime();
        Mapping mapping = Mapper.map(NetworkCopies.of(workload.network().network(), copies), chip);
        long mapped = System.nanoTime();
        Emulator.Options options =
                new Emulator.Options(Kernels.of(Kernels.Choice.AUTO), workers, true, samples, samples);
        try (Emulator emulator =
                Emulator.of(mapping.network(), mapping.slices(), options, workload.source(), List.of())) {
            long built = System.nanoTime();
            int warm = Math.ceilDiv(samples, 2);
            emulator.runUntil(warm);
            long warmed = System.nanoTime();
            emulator.runUntil(samples);
            long done = System.nanoTime();
            compare(workload, copies, emulator, samples);
            print(mapping, copies, emulator, options);
            System.out.printf(
                    Locale.ROOT,
                    "mapping %.1f s, building %.1f s, %.2f samples/s in the last %d of %d, every value of every copy"
                            + " as in the dense reference%n",
                    (mapped - start) / NANOS,
                    (built - mapped) / NANOS,
                    (samples - warm) * NANOS / (done - warmed),
                    samples - warm,
                    samples);
        }
    }

    private static void compare(Workload workload, int copies, Emulator emulator, int samples) {
        IntegerNetwork one = workload.network().network();
        DenseReference reference = new DenseReference(one);
        int[] codes = new int[one.input().shape().size()];
        for (int sample = 0; sample < samples; sample++) {
            workload.source().codes(sample, codes);
            reference.compute(codes);
            for (Population population : one.populations()) {
                int[] values = new int[population.shape().size()];
                for (int copy = 0; copy < copies; copy++) {
                    emulator.values(sample, NetworkCopies.population(one, population.id(), copy), values);
                    if (!Arrays.equals(reference.values(population.id()), values)) {
                        throw new IllegalStateException(String.format(
                                Locale.ROOT,
                                "sample %d, copy %d, layer %s differs from the reference",
                                sample,
                                copy,
                                population.name()));
                    }
                }
            }
        }
    }

    private static void print(Mapping mapping, int copies, Emulator emulator, Emulator.Options options) {
        long neurons = mapping.slices().stream()
                .skip(1)
                .mapToLong(slice -> slice.neurons())
                .sum();
        System.out.printf(
                Locale.ROOT,
                "%d copies of the demo: %,d cores on %d chips, %,d neurons, %,d bytes of state (%.2f a neuron), %d"
                        + " workers, %s kernels%n",
                copies,
                mapping.cores(),
                mapping.chips(),
                neurons,
                emulator.stateBytes(),
                (double) emulator.stateBytes() / neurons,
                options.workers(),
                options.kernels().name());
    }
}
