package org.synfire.emulator.core;

import java.util.function.IntToLongFunction;
import org.synfire.emulator.kernel.CodeWords;
import org.synfire.emulator.map.Slice;
import org.synfire.network.integer.Coding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Integration;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Projection;

/**
 * How many steps of a sample each core adds up at one visit.
 *
 * <p>A population that sends codes, or answers for them, has no use for its potentials before the last of the T steps
 * in which it integrates a sample. What it adds up until then is a sum of integers, so it may as well be added up then.
 * In networks of codes no population reads what depends on its own present sample, so nothing ever waits for it.
 * Windows of one step are left where each step shows: registers of limited width, whose overflows are counted in every
 * step; potentials that an observer reads; and neurons that spike by themselves.
 */
final class Windows {
    private final IntegerNetwork network;
    private final int largest;
    private final IntToLongFunction potentialsWanted;

    /**
     * @param asked steps at most
     * @param potentialsWanted for each core for how many samples somebody reads its potentials
     */
    Windows(IntegerNetwork network, int asked, IntToLongFunction potentialsWanted) {
        this.network = network;
        this.potentialsWanted = potentialsWanted;
        int longestDelay =
                network.projections().stream().mapToInt(Projection::delay).max().orElse(1);
        boolean isPossible = network.coding() == Coding.CODES
                && network.timeSteps() <= CodeWords.MOST_STEPS
                && slots(longestDelay, network.timeSteps()) <= CoreActor.MAX_SLOTS;
        this.largest = isPossible ? Math.min(asked, network.timeSteps()) : 1;
    }

    private static int slots(int delay, int window) {
        return InputPort.banksFor(delay + window - 1);
    }

    /** The largest number of steps. */
    int largest() {
        return largest;
    }

    /** Slots that the calendar needs for delays of at most so many steps. */
    int slots(int longestDelay) {
        return slots(longestDelay, largest);
    }

    /** Steps that a core adds up at one visit, 1 for every step by itself. */
    int of(Slice slice) {
        return potentialsWanted.applyAsLong(slice.id()) == 0
                        && network.population(slice.population()).neurons() instanceof Neurons.Summing summing
                        && summing.integration() instanceof Integration.Exact
                ? largest
                : 1;
    }

    /** Whether a core gets the sums of all steps of a sample at once. */
    boolean coversSamples(Slice slice) {
        return of(slice) > 1 && of(slice) == network.timeSteps();
    }
}
