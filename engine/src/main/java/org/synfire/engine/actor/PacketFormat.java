package org.synfire.engine.actor;

import java.util.Locale;

/**
 * How a packet lies in a 64-bit word.
 *
 * <pre>
 *   63            40 39          24 23             0
 *  | destination    | tag          | payload        |
 *  | actor, 24 bits | 16 bits      | 24 bits        |
 *   \----------- header ----------/
 * </pre>
 *
 * What tag and payload mean belongs to the actors.
 */
public final class PacketFormat {
    /** The largest actor id. */
    public static final int MAX_ACTOR = (1 << 24) - 1;

    /** The largest tag. */
    public static final int MAX_TAG = (1 << 16) - 1;

    /** The largest payload, and the mask of its bits. */
    public static final int MAX_PAYLOAD = (1 << 24) - 1;

    private static final int ACTOR_SHIFT = 40;
    private static final int TAG_SHIFT = 24;

    private PacketFormat() {}

    /**
     * Packs a packet into a word.
     *
     * @param actor id of the destination, 0..{@link #MAX_ACTOR}
     * @param tag 0..{@link #MAX_TAG}
     * @param payload 0..{@link #MAX_PAYLOAD}
     * @throws IllegalArgumentException if one of them is out of range
     */
    public static long pack(int actor, int tag, int payload) {
        if ((payload & ~MAX_PAYLOAD) != 0) {
            throw new IllegalArgumentException("a payload is 0.." + MAX_PAYLOAD + ", was " + payload);
        }
        return header(actor, tag) | payload;
    }

    /**
     * Packs a packet with payload 0 into a word.
     *
     * @param actor id of the destination, 0..{@link #MAX_ACTOR}
     * @param tag 0..{@link #MAX_TAG}
     * @throws IllegalArgumentException if one of them is out of range
     */
    public static long header(int actor, int tag) {
        if (actor < 0 || actor > MAX_ACTOR || (tag & ~MAX_TAG) != 0) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "an actor id is 0..%d and a tag 0..%d; were %d and %d",
                    MAX_ACTOR,
                    MAX_TAG,
                    actor,
                    tag));
        }
        return (long) actor << ACTOR_SHIFT | (long) tag << TAG_SHIFT;
    }

    /**
     * Destination and tag of a packet, the payload's bits 0.
     *
     * @param packet a packet
     */
    public static long header(long packet) {
        return packet & ~(long) MAX_PAYLOAD;
    }

    /**
     * Id of a packet's destination.
     *
     * @param packet a packet or header
     */
    public static int actor(long packet) {
        return (int) (packet >>> ACTOR_SHIFT);
    }

    /**
     * Tag of a packet.
     *
     * @param packet a packet or header
     */
    public static int tag(long packet) {
        return (int) (packet >>> TAG_SHIFT) & MAX_TAG;
    }

    /**
     * Payload of a packet.
     *
     * @param packet a packet
     */
    public static int payload(long packet) {
        return (int) packet & MAX_PAYLOAD;
    }
}
