package org.synfire.papers.microcircuit;

import java.util.Arrays;
import java.util.List;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.IntegerNetwork;

/**
 * Counts spikes while a run goes on: rates, the irregularity of intervals and the synchrony of each population, after a
 * time that is left out. <b>Memory:</b> 24 bytes a neuron.
 */
final class SpikeStatistics implements StepObserver {
    /** Steps of a bin of the population's histogram: 3 ms, as in the paper. */
    private static final int BIN_STEPS = 30;

    private static final int LEAST_INTERVALS = 2;

    private final List<Slice> slices;
    private final int discarded;
    private final int[][] lastSpike;
    private final int[][] intervals;
    private final double[][] sum;
    private final double[][] squares;
    private final long[] spikes;
    private final long[][] histogram;
    private long allSpikes;
    private long operations;
    private int step;

    /**
     * @param steps of the run
     * @param discarded steps at its beginning that are left out of everything but the sums of spikes and operations
     */
    SpikeStatistics(IntegerNetwork network, List<Slice> slices, int steps, int discarded) {
        int populations = network.populations().size();
        this.slices = slices;
        this.discarded = discarded;
        this.lastSpike = new int[slices.size()][];
        this.intervals = new int[slices.size()][];
        this.sum = new double[slices.size()][];
        this.squares = new double[slices.size()][];
        for (Slice slice : slices) {
            lastSpike[slice.id()] = new int[slice.neurons()];
            Arrays.fill(lastSpike[slice.id()], -1);
            intervals[slice.id()] = new int[slice.neurons()];
            sum[slice.id()] = new double[slice.neurons()];
            squares[slice.id()] = new double[slice.neurons()];
        }
        this.spikes = new long[populations];
        this.histogram = new long[populations][Math.max(1, (steps - discarded) / BIN_STEPS)];
    }

    @Override
    public long firingsWanted(int core) {
        return 1;
    }

    @Override
    public void onCore(int core, int fired, long added, long sample, int bitStep, long hash) {
        allSpikes += fired;
        operations += added;
        step = bitStep;
    }

    @Override
    public void onFired(int core, long sample, int bitStep, long[] words, int from, int to) {
        if (step < discarded) {
            return;
        }
        int population = slices.get(core).population();
        int bin = (step - discarded) / BIN_STEPS;
        for (int w = from; w < to; w++) {
            for (long rest = words[w]; rest != 0; rest &= rest - 1) {
                fire(core, (w - from) * Long.SIZE + Long.numberOfTrailingZeros(rest));
                spikes[population]++;
                if (bin < histogram[population].length) {
                    histogram[population][bin]++;
                }
            }
        }
    }

    private void fire(int core, int neuron) {
        int last = lastSpike[core][neuron];
        if (last >= 0) {
            double interval = step - last;
            intervals[core][neuron]++;
            sum[core][neuron] += interval;
            squares[core][neuron] += interval * interval;
        }
        lastSpike[core][neuron] = step;
    }

    /** Spikes of all neurons in the whole run. */
    long spikes() {
        return allSpikes;
    }

    /** Weights added to sums in the whole run. */
    long operations() {
        return operations;
    }

    /** Spikes of a population that are not left out. */
    long spikes(int population) {
        return spikes[population];
    }

    /** The mean coefficient of variation of the intervals of neurons with at least two of them; NaN without any. */
    double irregularity(int population) {
        double all = 0;
        int neurons = 0;
        for (Slice slice : slices) {
            for (int n = 0; slice.population() == population && n < slice.neurons(); n++) {
                int count = intervals[slice.id()][n];
                if (count >= LEAST_INTERVALS) {
                    double mean = sum[slice.id()][n] / count;
                    double variance = Math.max(0, squares[slice.id()][n] / count - mean * mean);
                    all += Math.sqrt(variance) / mean;
                    neurons++;
                }
            }
        }
        return neurons == 0 ? Double.NaN : all / neurons;
    }

    /** The variance of the population's spikes in bins of 3 ms over their mean; NaN without spikes. */
    double synchrony(int population) {
        double mean = Arrays.stream(histogram[population]).average().orElse(0);
        double variance = Arrays.stream(histogram[population])
                .mapToDouble(count -> (count - mean) * (count - mean))
                .average()
                .orElse(0);
        return mean == 0 ? Double.NaN : variance / mean;
    }
}
