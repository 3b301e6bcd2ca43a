package org.synfire.bench.ring;

import java.util.Arrays;

/**
 * Packets as objects, made before anything is measured: what a queue of references carries. A packet's value is its
 * index.
 */
final class BoxedPackets {
    private final Long[] boxes;

    BoxedPackets(int count) {
        boxes = new Long[count];
        Arrays.setAll(boxes, Long::valueOf);
    }

    Long of(long packet) {
        return boxes[(int) packet];
    }
}
