package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;

/**
 * Takes the values that a core computed for a sample, to compare them with another computation or to read the answer.
 *
 * <p><b>Threads:</b> called by the worker that owns the core; values are only valid during the call.
 */
public interface ValueSink {
    /** Forgets everything. */
    ValueSink FORGETTING = new ValueSink() {
        @Override
        public void codes(long sample, MemorySegment codes) {}

        @Override
        public void spikes(long sample, int step, SpikeBits spikes) {}

        @Override
        public void sum(long sample, int neuron, int sum) {}
    };

    /** Takes the codes of a core's neurons, one byte each: two's complement, or the low 8 bits of an unsigned code. */
    void codes(long sample, MemorySegment codes);

    /** Takes the spikes of a core in a sample's step, 0 first; every step is told, also one without spikes. */
    void spikes(long sample, int step, SpikeBits spikes);

    /** Takes the raw sum of one neuron. */
    void sum(long sample, int neuron, int sum);
}
