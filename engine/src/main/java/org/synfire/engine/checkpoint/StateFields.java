package org.synfire.engine.checkpoint;

import java.lang.foreign.MemorySegment;

/**
 * Takes the fields of a state, one after the other: saves them all, or restores them all.
 *
 * <p>What is saved has the field's name, kind and number of values, and is restored only into such a field.
 * <b>Errors:</b> every call throws an {@link org.synfire.engine.InputException} that names the field if another one was
 * saved, and an {@link java.io.UncheckedIOException} if the file cannot be read or written. <b>Threads:</b> one.
 */
public interface StateFields {
    /**
     * A whole number, or a truth value as 0 or 1.
     *
     * @return the same when it is saved, the saved one when it is restored
     */
    long whole(String name, long value);

    /**
     * A number of double precision, bit by bit.
     *
     * @return the same when it is saved, the saved one when it is restored
     */
    double real(String name, double value);

    /**
     * A text of at most 2^20 bytes in UTF-8.
     *
     * @return the same when it is saved, the saved one when it is restored
     */
    String text(String name, String value);

    /** Values of which there are as many when they are restored; written in place then. */
    void all(String name, long[] values);

    /** The same of 32 bits. */
    void all(String name, int[] values);

    /** The same of double precision, bit by bit. */
    void all(String name, double[] values);

    /** The bytes of a piece of memory, as it lies there; written in place when they are restored. */
    void memory(String name, MemorySegment memory);

    /**
     * Values of which there may be another number when they are restored.
     *
     * @return the same when they are saved, those that were saved when they are restored
     */
    long[] varying(String name, long[] values);

    /**
     * The same of 32 bits.
     *
     * @return the same when they are saved, those that were saved when they are restored
     */
    int[] varying(String name, int[] values);

    /** A part that has fields of its own; messages name it before them. */
    void part(String name, Checkpointed part);
}
