package org.synfire.emulator.kernel.program;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.program.Action;

/**
 * A neuron program for all neurons of a core, in blocks.
 *
 * <p><b>Memory:</b> state words off-heap, 4 bytes for each neuron and word; a constant that differs between neurons
 * takes 4 bytes for each neuron on the heap. <b>Threads:</b> one.
 */
public final class BlockProgram implements Checkpointed {
    private final MemorySegment[] words;
    private final int count;
    private final LaneValues[] firstState;
    private final Block block = new Block();
    private final Runnable[] initial;
    private final Runnable[][] steps;
    private final boolean[] changesNeurons;
    private final int mostSpikes;
    private final Optional<SpikeCounter> counter;
    private long instructions;

    /**
     * @param neurons whose program it is
     * @param count neurons of the core
     * @param entries for each neuron of a period its entry among the program's constants
     * @param words one field for each state word, one integer for each neuron
     */
    public BlockProgram(AssemblyNeurons neurons, int count, int[] entries, MemorySegment[] words) {
        this.count = count;
        this.words = words;
        this.firstState = neurons.program().state().stream()
                .map(field -> LaneValues.of(neurons.constant(field.stateName()), entries, count))
                .toArray(LaneValues[]::new);
        List<List<Action>> actions = Action.of(neurons.program());
        this.mostSpikes = neurons.mostSpikes();
        this.counter = mostSpikes > 1 ? Optional.of(new SpikeCounter(block, mostSpikes)) : Optional.empty();
        BlockCompiler compiler = new BlockCompiler(neurons, block, counter, count, entries, words);
        this.initial = compiler.initial();
        this.steps = actions.stream().map(compiler::steps).toArray(Runnable[][]::new);
        this.changesNeurons = changesNeurons(actions);
    }

    /** Where other neurons may be active than at the word before: behind a jump or an end, and at targets. */
    private static boolean[] changesNeurons(List<List<Action>> actions) {
        boolean[] changes = new boolean[actions.size() + 1];
        for (int word = 0; word < actions.size(); word++) {
            for (Action action : actions.get(word)) {
                if (action instanceof Action.Jump jump) {
                    changes[jump.target()] = true;
                }
                changes[word + 1] |= action instanceof Action.Jump || action instanceof Action.End;
            }
        }
        return changes;
    }

    /** Sets every neuron to its state before a sample's first step. */
    public void begin() {
        for (int w = 0; w < words.length; w++) {
            for (int neuron = 0; neuron < count; neuron++) {
                words[w].setAtIndex(ValueLayout.JAVA_INT, neuron, firstState[w].at(neuron));
            }
        }
    }

    /**
     * One time step.
     *
     * @param inputs what arrives at each neuron
     * @param spikes as many planes as a neuron can spike: bit i of plane p is set where neuron i spikes more than p
     *     times, all other bits are cleared
     * @return neurons in which a register or state word overflowed
     */
    public long step(int[] inputs, long[][] spikes) {
        for (int plane = 0; plane < mostSpikes; plane++) {
            Arrays.fill(spikes[plane], 0, Math.ceilDiv(count, Long.SIZE), 0);
        }
        long overflows = 0;
        for (int first = 0; first < count; first += Block.SIZE) {
            block.begin(first, Math.min(Block.SIZE, count - first), inputs, spikes[0]);
            counter.ifPresent(SpikeCounter::begin);
            run();
            if (counter.isPresent()) {
                counter.get().writeTo(spikes); // a lambda here would be an object for each block
            }
            overflows += block.overflows();
        }
        return overflows;
    }

    /** Instructions that all neurons have executed in all steps so far. */
    public long instructions() {
        return instructions;
    }

    private void run() {
        for (Runnable register : initial) {
            register.run();
        }
        for (int word = 0; word < steps.length; word++) {
            if (changesNeurons[word]) {
                block.arriveAt(word);
            }
            if (block.activeCount > 0) {
                instructions += block.activeCount;
                for (Runnable step : steps[word]) {
                    step.run();
                }
            }
        }
    }

    /** Instructions executed; state words lie in memory that is not its own. */
    @Override
    public void state(StateFields fields) {
        instructions = fields.whole("instructions", instructions);
    }
}
