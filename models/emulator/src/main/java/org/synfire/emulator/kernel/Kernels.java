package org.synfire.emulator.kernel;

import java.lang.foreign.MemorySegment;
import org.synfire.engine.InputException;

/**
 * The inner loops of a core.
 *
 * <p><b>Weight tiles:</b> the targets of a spike lie in runs of neighbouring sums. A run is cut in tiles of
 * {@link #lanes16()} or {@link #lanes32()} sums, the last one filled up with weights of 0. Tile t of a spike of channel
 * c adds {@code weights[weightBase + c * channelStride + t * lanes ...]} to {@code sums[base + tileOffsets[t] ...]}.
 * All spikes of one position share {@code base}, so a tile stays in a register while the spikes pass.
 *
 * <p><b>Limits:</b> tiles of one call must not overlap; every sum touched, filling included, must lie inside of the
 * array; the weights need {@value #WEIGHT_SLACK} bytes after the last tile, because the smallest vector may be longer
 * than a tile. <b>Fixed point:</b> sums wrap at their width; callers prove beforehand that they cannot get there.
 */
public sealed interface Kernels permits ScalarKernels, VectorKernels {
    /** Bytes that must follow the last weight. */
    int WEIGHT_SLACK = 8;

    /** Which kernels to use. */
    enum Choice {
        /** Vector where the Vector API is there, else scalar; an experiment of few samples takes scalar too. */
        AUTO,
        /** The Vector API; an error where it is not there. */
        VECTOR,
        /** Plain loops. */
        SCALAR
    }

    /**
     * The kernels of a choice.
     *
     * @throws InputException if the Vector API is asked for and not there
     */
    static Kernels of(Choice choice) {
        boolean there = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
        if (choice == Choice.VECTOR && !there) {
            throw new InputException(
                    "the vector kernels need java to be started with --add-modules jdk.incubator.vector");
        }
        return choice == Choice.SCALAR || !there ? new ScalarKernels() : new VectorKernels();
    }

    /** {@code vector} or {@code scalar}, as reports show it. */
    String name();

    /** Whether the loops use the Vector API. */
    boolean isVector();

    /** The loops of scaled integration, of the same kind as these. */
    ScaledKernels scaled();

    /** The loops of spiking neurons, of the same kind as these. */
    FiringKernels firing();

    /** Sums in one tile of 16-bit sums. */
    int lanes16();

    /** Sums in one tile of 32-bit sums. */
    int lanes32();

    /**
     * Adds the weights of one position's spikes to 16-bit sums.
     *
     * @param channels the spikes: bit c is input channel c, counted from the one whose weights begin at
     *     {@code weightBase}; not 0
     * @param channelStride weights from one input channel to the next
     */
    void addTiles(
            short[] sums,
            int base,
            int[] tileOffsets,
            byte[] weights,
            int weightBase,
            int channelStride,
            long channels);

    /** Adds the weights of one position's spikes to 32-bit sums. */
    void addTiles(
            int[] sums, int base, int[] tileOffsets, byte[] weights, int weightBase, int channelStride, long channels);

    /** Potential i becomes {@code (potential i << shift) + sums[from + i]}; a shift of 32 or more clears it first. */
    void accumulate(MemorySegment potentials, int first, short[] sums, int from, int count, int shift);

    /** Potential i becomes {@code (potential i << shift) + sums[from + i]}; a shift of 32 or more clears it first. */
    void accumulate(MemorySegment potentials, int first, int[] sums, int from, int count, int shift);

    /**
     * Puts codes in place of their bits, see {@link CodeWords}.
     *
     * @param bits {@code CodeWords.WORDS * CodeWords.MOST_STEPS} words
     */
    void codes(long[] bits);

    /**
     * What is added to the weights of {@link #addCodes}, so that they are above 0. Products with codes of 8 bits then
     * fit 16 bits, and a product has the sign of its code.
     */
    int RAISE = 129;

    /**
     * Adds to 32-bit sums the weights of one position's axons, each times its code. Tiles have {@link #lanes16()}
     * weights in the order of {@link #pairedLane}, and sums in their own.
     *
     * @param weights each with {@value #RAISE} added: 1..256
     * @param weightBase of axon 0 of the word
     * @param axonStride weights from one axon to the next
     * @param word of the codes; has an axon whose code is not 0
     */
    void addCodes(
            int[] sums,
            int base,
            int[] tileOffsets,
            short[] weights,
            int weightBase,
            int axonStride,
            CodeWords codes,
            int word);

    /**
     * Where in a tile for {@link #addCodes} the weight of a sum lies: those of the first half in the even lanes, of the
     * second half in the odd ones. So the 16-bit products of a pair of lanes become 32 bits by shifts.
     *
     * @param sum 0..{@link #lanes16()}-1
     */
    default int pairedLane(int sum) {
        int half = lanes16() / 2;
        return sum < half ? 2 * sum : 2 * (sum - half) + 1;
    }

    /**
     * Turns sums into codes: {@link org.synfire.network.integer.Rescale#apply} of each.
     *
     * @param count a multiple of {@link Rescaling#length}
     * @param codes receives them
     * @return the OR of all codes
     */
    int rescale(int[] sums, int count, Rescaling rescaling, byte[] codes);

    /** Bit planes of a byte, and words of 64 codes. */
    int PLANES = Byte.SIZE;

    /**
     * Puts the bits of codes in place of the codes: of each 64 bytes, word b becomes bit b of the 64 codes, the first
     * code's the lowest. Words have the low byte first.
     *
     * @param codes one byte for each neuron, filled up with zeros
     * @param words of the codes, a multiple of {@link #PLANES}
     */
    void bitPlanes(MemorySegment codes, int words);
}
