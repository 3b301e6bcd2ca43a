package org.synfire.network.hdf5;

import io.jhdf.GlobalHeap;
import io.jhdf.dataset.DatasetBase;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * How many bytes the texts or lists of a dataset have in the global heaps. Elements may share an object of a heap, so a
 * small file can announce far more than it holds.
 */
final class HeapObjects {
    private static final int INDEX_BYTES = 4;

    private HeapObjects() {}

    /** The bytes of all elements of a dataset whose elements have variable length. */
    static long bytes(DatasetBase dataset, HdfBackingStorage storage) {
        int element = dataset.getDataType().getSize();
        int skipped = element - storage.getSizeOfOffsets() - INDEX_BYTES;
        ByteBuffer places = dataset.getDataBuffer();
        Map<Long, GlobalHeap> heaps = new HashMap<>();
        long bytes = 0;
        for (int at = 0; at + element <= places.limit(); at += element) {
            long address = whole(places, at + skipped, storage.getSizeOfOffsets());
            int index = (int) whole(places, at + element - INDEX_BYTES, INDEX_BYTES);
            if (index != 0) {
                bytes += heaps.computeIfAbsent(address, place -> new GlobalHeap(storage, place))
                        .getObjectData(index)
                        .limit();
            }
        }
        return bytes;
    }

    /** An integer, little endian. */
    private static long whole(ByteBuffer buffer, int at, int bytes) {
        long value = 0;
        for (int i = bytes - 1; i >= 0; i--) {
            value = value << 8 | (buffer.get(at + i) & 0xff);
        }
        return value;
    }
}
