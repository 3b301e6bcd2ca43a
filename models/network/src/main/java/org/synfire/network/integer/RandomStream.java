package org.synfire.network.integer;

/**
 * Random numbers by their number: draw k of a stream does not depend on any other draw, so a stream may be read in any
 * order, in parts, and by several threads.
 *
 * <p><b>Equation:</b> draw k of a seed is {@code mix(seed + (k + 1) * 0x9e3779b97f4a7c15)}, mix being SplitMix64's.
 * <b>Source:</b> Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014.
 */
public final class RandomStream {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;

    private RandomStream() {}

    /** 64 random bits. */
    public static long draw(long seed, long number) {
        long z = seed + (number + 1) * GAMMA;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /**
     * The upper 32 bits of draws that follow one another.
     *
     * @param first number of the first draw
     * @param into as many as are wanted
     */
    public static void fill(long seed, long first, int[] into) {
        for (int i = 0; i < into.length; i++) {
            into[i] = (int) (draw(seed, first + i) >>> Integer.SIZE);
        }
    }

    /** A random integer below a bound, 0..bound-1, from the draw's upper 32 bits. */
    public static int below(long seed, long number, int bound) {
        return (int) (((draw(seed, number) >>> Integer.SIZE) * bound) >>> Integer.SIZE);
    }
}
