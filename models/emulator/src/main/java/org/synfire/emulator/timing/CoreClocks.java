package org.synfire.emulator.timing;

import java.util.Arrays;
import java.util.List;
import org.synfire.emulator.map.Slice;
import org.synfire.noc.chip.ChipDescription;

/**
 * When each core is done with a time step, by the core model of {@link CycleTiming}.
 *
 * <p><b>Order:</b> of cores that are done at the same time the first counts as the slowest.
 */
final class CoreClocks {
    private final List<Slice> slices;
    private final double[] neuronUpdateCycles;
    private final double weightWordCycles;
    private final double[] ends;
    private final long[] slowestSteps;
    private final long[] longestCycles;
    private long stepStart;

    /** @param neuronUpdateCycles of each core */
    CoreClocks(ChipDescription chip, List<Slice> slices, double[] neuronUpdateCycles) {
        this.slices = slices;
        this.neuronUpdateCycles = neuronUpdateCycles;
        weightWordCycles = chip.weightWordCycles();
        ends = new double[slices.size()];
        slowestSteps = new long[slices.size()];
        longestCycles = new long[slices.size()];
    }

    void beginStep(long cycle) {
        stepStart = cycle;
        Arrays.fill(ends, cycle);
    }

    /** Cycles from the step's beginning until a neuron is updated; 0 at the input node, where spikes wait already. */
    int updated(int core, int neuron) {
        return core == 0 ? 0 : (int) Math.ceil((neuron + 1) * neuronUpdateCycles[core]);
    }

    /** A packet arrives and makes a core read words of weights. */
    void integrate(int core, long arrivalCycle, int words) {
        ends[core] = Math.max(ends[core], arrivalCycle) + words * weightWordCycles;
    }

    /** A core updates all its neurons in this step; told after all packets have arrived. */
    void update(int core) {
        ends[core] =
                Math.max(ends[core], stepStart + updated(core, slices.get(core).neurons() - 1));
    }

    /** Cycles of the step until the slowest core is done. */
    long endStep() {
        int slowest = 0;
        for (int core = 1; core < ends.length; core++) {
            longestCycles[core] = Math.max(longestCycles[core], (long) Math.ceil(ends[core]) - stepStart);
            slowest = ends[core] > ends[slowest] ? core : slowest;
        }
        long cycles = (long) Math.ceil(ends[slowest]) - stepStart;
        slowestSteps[slowest] += cycles > 0 ? 1 : 0;
        return cycles;
    }

    /** Steps in which a core was the last to be done. */
    long slowestSteps(int core) {
        return slowestSteps[core];
    }

    /** Most cycles a core took for a step. */
    long longestCycles(int core) {
        return longestCycles[core];
    }
}
