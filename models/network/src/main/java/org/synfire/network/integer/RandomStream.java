package org.synfire.network.integer;

/**
 * Random numbers by their number: draw k of a stream does not depend on any other draw, so a stream may be read in any
 * order, in parts, and by several threads.
 *
 * <p><b>Equation:</b> draw k of a seed is {@code mix(seed + (k + 1) * 0x9e3779b97f4a7c15)}, mix being SplitMix64's.
 * <b>Source:</b> Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
 */
public final class RandomStream {
    /** By which the state grows from draw to draw. */
    public static final long GAMMA = 0x9e3779b97f4a7c15L;
    /** The first factor of mix, behind the shift by 30. */
    public static final long FIRST_FACTOR = 0xbf58476d1ce4e5b9L;
    /** The second factor of mix, behind the shift by 27. */
    public static final long SECOND_FACTOR = 0x94d049bb133111ebL;

    private RandomStream() {}

    /** 64 random bits. */
    public static long draw(long seed, long number) {
        long z = seed + (number + 1) * GAMMA;
        z = (z ^ (z >>> 30)) * FIRST_FACTOR;
        z = (z ^ (z >>> 27)) * SECOND_FACTOR;
        return z ^ (z >>> 31);
    }

    /** The upper 32 bits of a draw. */
    public static int upper(long seed, long number) {
        return (int) (draw(seed, number) >>> Integer.SIZE);
    }

    /** A random integer below a bound, 0..bound-1, from the draw's upper 32 bits. */
    public static int below(long seed, long number, int bound) {
        return (int) ((Integer.toUnsignedLong(upper(seed, number)) * bound) >>> Integer.SIZE);
    }
}
