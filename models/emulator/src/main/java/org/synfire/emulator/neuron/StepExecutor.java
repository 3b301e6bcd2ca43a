package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.neuron.NeuronProgram;
import org.synfire.network.neuron.StateWord;

/**
 * Any program, neuron by neuron. <b>Memory:</b> 4 bytes off-heap for each neuron and state word, a field for each word.
 */
final class StepExecutor implements ProgramExecutor {
    private final NeuronProgram program;
    private final Slice slice;
    private final MemorySegment[] words;
    private final int[] state;
    private final int[] entries;
    private final int potential;
    private final int mostSpikes;
    private long instructions;

    /**
     * @param entries for each neuron of a period its entry among the program's parameters
     * @param words one field for each state word, one integer for each neuron
     */
    StepExecutor(NeuronProgram program, Slice slice, int[] entries, MemorySegment[] words) {
        this.program = program;
        this.slice = slice;
        this.entries = entries;
        this.words = words;
        this.state = new int[words.length];
        this.mostSpikes = program.mostSpikes();
        this.potential = program.state().stream().map(StateWord::name).toList().indexOf(NeuronFactory.POTENTIAL);
    }

    /** @throws IllegalStateException if no state word is named so */
    @Override
    public void potentials(int[] into) {
        if (potential < 0) {
            throw new IllegalStateException("neurons of model " + program.model() + " have no potential");
        }
        MemorySegment.copy(words[potential], ValueLayout.JAVA_INT, 0, into, 0, slice.neurons());
    }

    @Override
    public long step(int[] inputs, boolean isFirst, long[][] spikes) {
        int neurons = slice.neurons();
        for (int plane = 0; plane < mostSpikes; plane++) {
            Arrays.fill(spikes[plane], 0, Math.ceilDiv(neurons, Long.SIZE), 0);
        }
        long overflows = 0;
        for (int n = 0; n < neurons; n++) {
            int entry = entries[n % entries.length];
            if (isFirst) {
                program.begin(state, entry);
            } else {
                read(n);
            }
            int result = program.step(state, inputs[n], entry);
            for (int w = 0; w < state.length; w++) {
                words[w].setAtIndex(ValueLayout.JAVA_INT, n, state[w]);
            }
            for (int spike = NeuronProgram.spikes(result) - 1; spike >= 0; spike--) {
                spikes[spike][n / Long.SIZE] |= 1L << n;
            }
            instructions += result >>> NeuronProgram.INSTRUCTIONS_SHIFT;
            overflows += (result & NeuronProgram.OVERFLOW) == 0 ? 0 : 1;
        }
        return overflows;
    }

    @Override
    public long instructions() {
        return instructions;
    }

    private void read(int neuron) {
        for (int w = 0; w < state.length; w++) {
            state[w] = words[w].getAtIndex(ValueLayout.JAVA_INT, neuron);
        }
    }

    @Override
    public void state(StateFields fields) {
        instructions = fields.whole("instructions", instructions);
    }
}
