package org.synfire.network.neuron;

/**
 * A neuron program with one state word that only shifts, adds and compares: the form that vector kernels compute.
 *
 * <p><b>Equation:</b> with I what arrives in the step, U what is stored and H the potential:
 *
 * <pre>{@code
 * H = I + (U >> readShift) - (leakShift > 0 ? U >> leakShift : 0)
 * spike where H >= threshold, or where inverted H <= threshold
 * U = clamp((spike ? (resetsBySubtraction ? H - threshold : 0) : H) >> storeShift, least, most)
 * }</pre>
 *
 * <p><b>Fixed point:</b> shifts are arithmetic; nothing is multiplied.
 *
 * @param potential the state word U
 * @param thresholds one, one per channel or one per neuron
 * @param inverted as many: whether neurons fire at or below the threshold instead of at or above it
 * @param readShift 0..31
 * @param leakShift 1..31; 0 for no leak
 * @param resetsBySubtraction whether a neuron that fires keeps what exceeds the threshold; otherwise it keeps nothing
 * @param storeShift 0..31
 * @param least least U that is stored
 * @param most greatest U that is stored
 * @param limitIsDefined whether limiting U is part of the algorithm; otherwise it loses something and every case counts
 *     as an overflow
 */
public record ShiftRule(
        StateWord potential,
        int[] thresholds,
        boolean[] inverted,
        int readShift,
        int leakShift,
        boolean resetsBySubtraction,
        int storeShift,
        int least,
        int most,
        boolean limitIsDefined) {}
