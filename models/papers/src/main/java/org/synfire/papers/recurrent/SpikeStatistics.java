package org.synfire.papers.recurrent;

import java.util.Arrays;
import java.util.List;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.IntegerNetwork;

/**
 * Counts spikes while a run goes on: rates, the irregularity of intervals and the synchrony of each population, after a
 * time that is left out. <b>Memory:</b> 24 bytes a neuron.
 */
final class SpikeStatistics implements StepObserver, Checkpointed {
    /** Steps of a bin of the populations' histograms: 1 ms. */
    private static final int BIN_STEPS = 10;

    private static final int BINS_PER_SECOND = RecurrentModel.STEPS_PER_SECOND / BIN_STEPS;
    /** Bins of a segment of which the spectrum is taken: 0.2 s. */
    private static final int SEGMENT_BINS = 200;

    private static final int LEAST_INTERVALS = 2;

    private final List<Slice> slices;
    private final int discarded;
    private final int synchronyBin;
    private final int[][] lastSpike;
    private final int[][] intervals;
    private final double[][] sum;
    private final double[][] squares;
    private final long[] spikes;
    private final long[][] synchronous;
    private final long[][] perMillisecond;
    private long allSpikes;
    private long operations;
    private int step;

    /**
     * @param steps of the run
     * @param discarded steps at its beginning that are left out of everything but the sums of spikes and operations
     * @param synchronyBin steps in which synchrony counts spikes
     */
    SpikeStatistics(IntegerNetwork network, List<Slice> slices, int steps, int discarded, int synchronyBin) {
        int populations = network.populations().size();
        this.slices = slices;
        this.discarded = discarded;
        this.synchronyBin = synchronyBin;
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
        this.synchronous = new long[populations][Math.max(1, (steps - discarded) / synchronyBin)];
        this.perMillisecond = new long[populations][(steps - discarded) / BIN_STEPS];
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
        int count = 0;
        for (int w = from; w < to; w++) {
            for (long rest = words[w]; rest != 0; rest &= rest - 1) {
                fire(core, (w - from) * Long.SIZE + Long.numberOfTrailingZeros(rest));
                count++;
            }
        }
        spikes[population] += count;
        add(synchronous[population], (step - discarded) / synchronyBin, count);
        add(perMillisecond[population], (step - discarded) / BIN_STEPS, count);
    }

    private static void add(long[] histogram, int bin, int count) {
        if (bin < histogram.length) {
            histogram[bin] += count;
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

    @Override
    public void state(StateFields fields) {
        for (Slice slice : slices) {
            int core = slice.id();
            fields.all("last spikes of core " + core, lastSpike[core]);
            fields.all("intervals", intervals[core]);
            fields.all("sums of intervals", sum[core]);
            fields.all("sums of squares", squares[core]);
        }
        fields.all("spikes", spikes);
        for (int p = 0; p < synchronous.length; p++) {
            fields.all("spikes in bins of population " + p, synchronous[p]);
            fields.all("spikes by millisecond", perMillisecond[p]);
        }
        allSpikes = fields.whole("all spikes", allSpikes);
        operations = fields.whole("operations", operations);
        step = (int) fields.whole("step", step);
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

    /** The variance of the population's spikes in bins over their mean; NaN without spikes. */
    double synchrony(int population) {
        double mean = mean(synchronous[population]);
        double variance = Arrays.stream(synchronous[population])
                .mapToDouble(count -> (count - mean) * (count - mean))
                .average()
                .orElse(0);
        return mean == 0 ? Double.NaN : variance / mean;
    }

    /**
     * The frequency at which the population's spikes have the most power.
     *
     * <p><b>Equation:</b> spikes in bins of 1 ms; the power of segments of 0.2 s, each without its mean, is added up
     * for multiples of 5 Hz below 500 Hz.
     *
     * @return Hz; NaN in runs of less than a segment and without spikes
     */
    double frequency(int population) {
        long[] counts = perMillisecond[population];
        double strongest = 0;
        int found = 0;
        for (int multiple = 1; multiple < SEGMENT_BINS / 2; multiple++) {
            double power = 0;
            for (int from = 0; from + SEGMENT_BINS <= counts.length; from += SEGMENT_BINS) {
                power += power(counts, from, multiple);
            }
            if (power > strongest) {
                strongest = power;
                found = multiple;
            }
        }
        return found == 0 ? Double.NaN : (double) found * BINS_PER_SECOND / SEGMENT_BINS;
    }

    /** A whole number of waves lies in the segment, so its mean adds nothing. */
    private static double power(long[] counts, int from, int waves) {
        double cosines = 0;
        double sines = 0;
        for (int i = 0; i < SEGMENT_BINS; i++) {
            double angle = 2 * Math.PI * (i * waves % SEGMENT_BINS) / SEGMENT_BINS;
            cosines += counts[from + i] * StrictMath.cos(angle);
            sines += counts[from + i] * StrictMath.sin(angle);
        }
        return cosines * cosines + sines * sines;
    }

    private static double mean(long[] counts) {
        return Arrays.stream(counts).average().orElse(0);
    }
}
