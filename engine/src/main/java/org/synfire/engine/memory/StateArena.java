package org.synfire.engine.memory;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * A block of zeroed off-heap memory with one owner, from which pieces are carved one after the other.
 *
 * <p><b>Threads:</b> the owner alone carves and closes; the pieces may be used by any thread. <b>Memory:</b> the whole
 * block is taken when the arena is made, or nothing is; it comes back at {@link #close()}. <b>Limits:</b> a piece
 * cannot be given back alone; use of a piece after the close throws {@link IllegalStateException}.
 */
public final class StateArena implements AutoCloseable {
    /** Bytes of a cache line; every piece starts at a multiple of it. */
    public static final long CACHE_LINE_BYTES = 64;

    /** The largest alignment a piece can ask for, in bytes. */
    public static final long MAX_ALIGNMENT_BYTES = 4096;

    private final Arena arena;
    private final MemorySegment block;
    private final String purpose;
    private long allocatedBytes;

    private StateArena(Arena arena, MemorySegment block, String purpose) {
        this.arena = arena;
        this.block = block;
        this.purpose = purpose;
    }

    /**
     * Takes the memory, after a check that it is there.
     *
     * @param bytes bytes to take, at least 0; the sum of the pieces, each rounded up to its alignment
     * @param purpose what the memory is for, as an error message should name it
     * @return the arena, all of it free
     * @throws InsufficientMemoryException if there is less than that; nothing has been taken then
     */
    public static StateArena ofBytes(long bytes, String purpose) {
        if (bytes < 0) {
            throw new IllegalArgumentException(purpose + ": bytes must be at least 0, was " + bytes);
        }
        long availableBytes = OffHeapMemory.availableBytes();
        if (bytes > availableBytes) {
            throw insufficient(bytes, availableBytes, purpose);
        }
        @SuppressWarnings("MustBeClosed") // the StateArena that is returned closes it
        Arena arena = Arena.ofShared();
        try {
            MemorySegment block = arena.allocate(bytes, MAX_ALIGNMENT_BYTES);
            OffHeapMemory.take(bytes);
            return new StateArena(arena, block, purpose);
        } catch (OutOfMemoryError takenMeanwhile) {
            arena.close();
            throw insufficient(bytes, OffHeapMemory.availableBytes(), purpose);
        }
    }

    private static InsufficientMemoryException insufficient(long bytes, long availableBytes, String purpose) {
        String message = String.format(
                Locale.ROOT,
                "%s: %,d bytes of off-heap memory asked for, %,d bytes there (%s)",
                purpose,
                bytes,
                availableBytes,
                OffHeapMemory.bound());
        return new InsufficientMemoryException(message, bytes, availableBytes);
    }

    /**
     * Carves the next piece.
     *
     * @param bytes size of the piece, at least 0
     * @param alignment a power of two, at most {@link #MAX_ALIGNMENT_BYTES}; below {@link #CACHE_LINE_BYTES} a cache
     *     line is used
     * @return the piece, zeroed
     * @throws IllegalStateException if less than that is left
     */
    public MemorySegment allocate(long bytes, long alignment) {
        if (bytes < 0 || Long.bitCount(alignment) != 1 || alignment < 1 || alignment > MAX_ALIGNMENT_BYTES) {
            throw new IllegalArgumentException(
                    String.format(Locale.ROOT, "%s: no piece of %d bytes aligned to %d", purpose, bytes, alignment));
        }
        long offset = RecordLayout.roundUp(allocatedBytes, Math.max(alignment, CACHE_LINE_BYTES));
        if (offset > block.byteSize() || bytes > block.byteSize() - offset) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "%s: a piece of %,d bytes asked for, %,d of %,d bytes left",
                    purpose,
                    bytes,
                    Math.max(0, block.byteSize() - offset),
                    block.byteSize()));
        }
        allocatedBytes = offset + bytes;
        return block.asSlice(offset, bytes);
    }

    /**
     * Carves one record.
     *
     * @param layout the record's layout
     * @return its memory, zeroed
     */
    public MemorySegment allocate(RecordLayout layout) {
        return allocate(layout.sizeBytes(), layout.alignmentBytes());
    }

    /** Bytes carved so far, gaps for alignment included. */
    public long allocatedBytes() {
        return allocatedBytes;
    }

    /** Bytes of the whole block. */
    public long capacityBytes() {
        return block.byteSize();
    }

    /** Whether the memory has been given back. */
    public boolean isClosed() {
        return !arena.scope().isAlive();
    }

    /** Gives the memory back; a second call does nothing. */
    @Override
    public void close() {
        if (!isClosed()) {
            arena.close();
            OffHeapMemory.giveBack(block.byteSize());
        }
    }
}
