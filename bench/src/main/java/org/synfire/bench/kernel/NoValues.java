package org.synfire.bench.kernel;

import java.lang.foreign.MemorySegment;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.emulator.neuron.ValueSink;

/** Nobody reads the values. */
final class NoValues implements ValueSink {
    @Override
    public void codes(long sample, MemorySegment codes) {}

    @Override
    public void spikes(long sample, int step, SpikeBits spikes) {}

    @Override
    public void sum(long sample, int neuron, int sum) {}
}
