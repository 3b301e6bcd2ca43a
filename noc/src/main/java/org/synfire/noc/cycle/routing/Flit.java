package org.synfire.noc.cycle.routing;

/**
 * A flit as one word: {@code [63:56] flags, [55:44] row, [43:32] column of the destination, [31:0] slot in the packet
 * pool}. Of a multicast flit the 24 bits of row and column are the group's number.
 */
public final class Flit {
    public static final int MAX_SIDE = 1 << 12;
    public static final int MAX_GROUPS = 1 << 24;
    public static final long HEAD = 1L << 56;
    public static final long TAIL = 1L << 57;
    /** Of a packet of one flit. */
    public static final long SINGLE = HEAD | TAIL;

    public static final long MULTICAST = 1L << 58;
    /** The packet goes along y first, in the upper half of the virtual channels. */
    public static final long Y_FIRST = 1L << 59;

    private static final int X_SHIFT = 32;
    private static final int Y_SHIFT = 44;

    private Flit() {}

    public static long to(int x, int y) {
        return (long) x << X_SHIFT | (long) y << Y_SHIFT;
    }

    public static long toGroup(int group) {
        return (long) group << X_SHIFT | MULTICAST;
    }

    public static int x(long flit) {
        return (int) (flit >>> X_SHIFT) & MAX_SIDE - 1;
    }

    public static int y(long flit) {
        return (int) (flit >>> Y_SHIFT) & MAX_SIDE - 1;
    }

    public static int group(long flit) {
        return (int) (flit >>> X_SHIFT) & MAX_GROUPS - 1;
    }

    public static int slot(long flit) {
        return (int) flit;
    }
}
