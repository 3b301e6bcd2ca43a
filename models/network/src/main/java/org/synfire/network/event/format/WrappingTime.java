package org.synfire.network.event.format;

/** Times of few bits that start anew at zero when they are full. */
final class WrappingTime {
    private final int bits;
    private final long backward;
    private long last;
    private long base;
    private long wraps;

    /**
     * A time that begins with zero.
     *
     * @param bits of it, 1..62
     * @param backward a step back by so much, or more, means that the time started anew
     */
    WrappingTime(int bits, long backward) {
        this.bits = bits;
        this.backward = backward;
    }

    /** The time without bounds for the next one that was read. */
    long at(long read) {
        if (last - read >= backward) {
            base += 1L << bits;
            wraps++;
        }
        last = read;
        return base + read;
    }

    long wraps() {
        return wraps;
    }
}
