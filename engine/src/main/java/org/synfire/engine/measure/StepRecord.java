package org.synfire.engine.measure;

import java.util.Locale;

/**
 * What one worker did in one step: when, and a list of words whose meaning belongs to the actors and the consumers.
 *
 * <p><b>Threads:</b> first its worker's alone, after it was published the consumers', which only read. <b>Memory:</b>
 * the words are taken once; no call allocates. <b>Limits:</b> a fixed number of words; one more is an error that names
 * it.
 */
public final class StepRecord {
    private final boolean discarding;
    private long[] words;
    private int length;
    private long step;
    private int worker;
    private long startNanos;
    private long endNanos;

    private StepRecord(int capacity, boolean discarding) {
        words = new long[capacity];
        this.discarding = discarding;
    }

    /**
     * An empty record.
     *
     * @param capacity number of words that fit, at least 0
     */
    public static StepRecord ofCapacity(int capacity) {
        return new StepRecord(capacity, false);
    }

    /** A record for runs that nobody measures: what is appended is forgotten. */
    public static StepRecord discarding() {
        return new StepRecord(0, true);
    }

    /**
     * Empties the record for a new step.
     *
     * @param step the step
     * @param worker the worker
     * @param startNanos host time at its start, as {@link System#nanoTime()} gives it
     */
    public void begin(long step, int worker, long startNanos) {
        this.step = step;
        this.worker = worker;
        this.startNanos = startNanos;
        length = 0;
    }

    /**
     * Notes when the step ended.
     *
     * @param endNanos host time at the step's end, as {@link System#nanoTime()} gives it
     */
    public void end(long endNanos) {
        this.endNanos = endNanos;
    }

    /**
     * Appends a word.
     *
     * @param word the word to add behind the others
     * @throws IllegalStateException if the record is full
     */
    public void append(long word) {
        if (length == words.length) {
            full(1);
            return;
        }
        words[length++] = word;
    }

    /**
     * Appends several words.
     *
     * @param source array of the words to add behind the others
     * @param from index of the first
     * @param to index after the last
     * @throws IllegalStateException if they do not all fit; none has been added then
     */
    public void append(long[] source, int from, int to) {
        if (to - from > words.length - length) {
            full(to - from);
            return;
        }
        System.arraycopy(source, from, words, length, to - from);
        length += to - from;
    }

    private void full(int more) {
        if (!discarding) {
            throw new IllegalStateException(String.format(
                    Locale.ROOT,
                    "worker %d has %,d words to record in step %d, %,d more do not fit a record of %,d words",
                    worker,
                    length,
                    step,
                    more,
                    words.length));
        }
    }

    /** The step. */
    public long step() {
        return step;
    }

    /** The worker that did it. */
    public int worker() {
        return worker;
    }

    /** Host time at the step's start, as {@link System#nanoTime()} gives it. */
    public long startNanos() {
        return startNanos;
    }

    /** Host time at the step's end, as {@link System#nanoTime()} gives it. */
    public long endNanos() {
        return endNanos;
    }

    /** The words, valid from index 0 to {@link #length()}, exclusive; to be read only. */
    public long[] words() {
        return words;
    }

    /** Number of words appended. */
    public int length() {
        return length;
    }

    /** Number of words that fit. */
    public int capacity() {
        return words.length;
    }

    /** Takes over what the other holds and leaves it empty; the arrays change places, nothing is copied. */
    void takeFrom(StepRecord other) {
        copyStamp(other);
        long[] emptied = words;
        words = other.words;
        length = other.length;
        other.words = emptied;
        other.length = 0;
    }

    /** Becomes equal to the other, which must not hold more words than fit here. */
    void copyFrom(StepRecord other) {
        copyStamp(other);
        System.arraycopy(other.words, 0, words, 0, other.length);
        length = other.length;
    }

    private void copyStamp(StepRecord other) {
        step = other.step;
        worker = other.worker;
        startNanos = other.startNanos;
        endNanos = other.endNanos;
    }
}
