package org.synfire.emulator.neuron;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.synfire.emulator.kernel.program.BlockProgram;
import org.synfire.emulator.map.Slice;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.StateWord;

/** Programs in the assembly, block by block in vectors. <b>Memory:</b> see {@link BlockProgram}. */
final class BlockExecutor implements ProgramExecutor {
    private final BlockProgram program;
    private final Slice slice;
    private final MemorySegment[] words;
    private final List<String> names;

    /**
     * @param entries for each neuron of a period its entry among the program's constants
     * @param words one field for each state word, one integer for each neuron
     */
    BlockExecutor(AssemblyNeurons neurons, Slice slice, int[] entries, MemorySegment[] words) {
        this.program = new BlockProgram(neurons, slice.neurons(), entries, words);
        this.slice = slice;
        this.words = words;
        this.names = neurons.state().stream().map(StateWord::name).toList();
    }

    @Override
    public long step(int[] inputs, boolean isFirst, long[][] spikes) {
        if (isFirst) {
            program.begin();
        }
        return program.step(inputs, spikes);
    }

    @Override
    public long instructions() {
        return program.instructions();
    }

    /** @throws IllegalStateException if the program has no potential */
    @Override
    public void potentials(int[] into) {
        int potential = names.indexOf(NeuronFactory.POTENTIAL);
        if (potential < 0) {
            throw new IllegalStateException("the neuron program has no potential");
        }
        MemorySegment.copy(words[potential], ValueLayout.JAVA_INT, 0, into, 0, slice.neurons());
    }

    @Override
    public void state(StateFields fields) {
        program.state(fields);
    }
}
