package org.synfire.papers.recurrent;

import java.util.Arrays;
import java.util.List;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.IntegerNetwork;

/**
 * Keeps the spikes of some neurons of each population, at even distances, for some time. <b>Memory:</b> 4 bytes a
 * neuron, and 4 to 8 for each spike that is kept.
 */
final class SampledSpikes implements StepObserver, Checkpointed {
    private static final int FIRST_ROOM = 16;

    private final List<Slice> slices;
    private final int from;
    private final int to;
    /** Of each core and neuron its place among those that are kept, -1 where it is not. */
    private final int[][] places;

    private final int[][][] steps;
    private final int[][] counts;
    private int step;

    /**
     * @param from the first step that is kept
     * @param to the step behind the last one
     * @param most neurons of each population that are kept, at most; 0 for none
     */
    SampledSpikes(IntegerNetwork network, List<Slice> slices, int from, int to, int[] most) {
        this.slices = slices;
        this.from = from;
        this.to = to;
        int populations = network.populations().size();
        this.steps = new int[populations][][];
        this.counts = new int[populations][];
        for (int p = 0; p < populations; p++) {
            int kept = Math.min(most[p], network.population(p).shape().size());
            steps[p] = new int[kept][FIRST_ROOM];
            counts[p] = new int[kept];
        }
        this.places = new int[slices.size()][];
        for (Slice slice : slices) {
            int size = network.population(slice.population()).shape().size();
            int kept = counts[slice.population()].length;
            places[slice.id()] = new int[slice.neurons()];
            Arrays.setAll(
                    places[slice.id()],
                    neuron -> place(
                            slice.element(network.population(slice.population()).shape(), neuron), size, kept));
        }
    }

    /** The k-th of the kept neurons is number {@code ceil(k size / kept)}. */
    private static int place(int neuron, int size, int kept) {
        long before = (long) neuron * kept / size;
        return kept > 0 && Math.ceilDiv(before * size, (long) kept) == neuron ? (int) before : -1;
    }

    @Override
    public long firingsWanted(int core) {
        return counts[slices.get(core).population()].length > 0 ? 1 : 0;
    }

    @Override
    public void onCore(int core, int fired, long added, long sample, int bitStep, long hash) {
        step = bitStep;
    }

    @Override
    public void onFired(int core, long sample, int bitStep, long[] words, int first, int last) {
        if (step < from || step >= to) {
            return;
        }
        int population = slices.get(core).population();
        for (int w = first; w < last; w++) {
            for (long rest = words[w]; rest != 0; rest &= rest - 1) {
                int place = places[core][(w - first) * Long.SIZE + Long.numberOfTrailingZeros(rest)];
                if (place >= 0) {
                    keep(population, place);
                }
            }
        }
    }

    private void keep(int population, int place) {
        int count = counts[population][place]++;
        if (count == steps[population][place].length) {
            steps[population][place] = Arrays.copyOf(steps[population][place], 2 * count);
        }
        steps[population][place][count] = step - from;
    }

    @Override
    public void state(StateFields fields) {
        step = (int) fields.whole("step", step);
        for (int p = 0; p < steps.length; p++) {
            fields.all("numbers of spikes of population " + p, counts[p]);
            for (int neuron = 0; neuron < counts[p].length; neuron++) {
                int[] kept = fields.varying(
                        "spikes of neuron " + neuron, Arrays.copyOf(steps[p][neuron], counts[p][neuron]));
                steps[p][neuron] = Arrays.copyOf(kept, Math.max(FIRST_ROOM, kept.length));
            }
        }
    }

    /** Of each kept neuron of a population the steps of its spikes, counted from the first step that is kept. */
    int[][] of(int population) {
        int[][] kept = new int[counts[population].length][];
        Arrays.setAll(kept, n -> Arrays.copyOf(steps[population][n], counts[population][n]));
        return kept;
    }
}
