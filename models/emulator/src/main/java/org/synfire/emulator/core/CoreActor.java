package org.synfire.emulator.core;

import java.util.List;
import java.util.Optional;
import org.synfire.emulator.neuron.NeuronGroup;
import org.synfire.emulator.neuron.SpikeBits;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.emulator.neuron.SumLayout;
import org.synfire.engine.actor.Actor;
import org.synfire.engine.actor.PacketFormat;
import org.synfire.engine.actor.StepContext;
import org.synfire.engine.actor.Wakes;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.engine.measure.StepRecord;
import org.synfire.engine.ring.PacketRing;
import org.synfire.network.integer.Overflows;

/**
 * One core, or several that are computed together: takes packets in, and in its step adds up what is due, lets its
 * neurons work and sends their spikes.
 *
 * <p><b>Packets:</b> payload is the axon number; the tag has the input port in its upper 6 bits and the slot of the due
 * step in its lower 10. <b>Order:</b> integers are added, so the order of arrival does not matter. <b>Cost:</b> visited
 * only in steps in which something is due.
 */
final class CoreActor implements Actor {
    /** Most input ports of a core. */
    static final int MAX_INPUT_PORTS = 1 << 6;
    /** Most slots of the calendar. */
    static final int MAX_SLOTS = 1 << 10;

    private static final int SLOT_BITS = 10;

    private final int id;
    private final CoreMemory memory;
    private final WorkerScratch scratch;
    private final SumLayout layout;
    private final InputPort[] inputs;
    private final Optional<CoreWindow> window;
    private final Optional<DueSums> due;
    private final NeuronGroup neurons;
    private final OutputPort[] outputs;
    private final Optional<MemberRecords> members;
    private final int spikeWords;
    private final int neuronCount;
    private final long firingsWanted;
    private final long potentialsWanted;
    private WordRoutes routes = new WordRoutes(new CoreActor[0], core -> 0, PacketRing.MIN_CAPACITY);

    /**
     * @param memory of the input ports, the neurons and the output ports
     * @param firingsWanted for how many of the first samples its record says which neurons fired
     * @param potentialsWanted for how many of the first samples its record has the potentials
     * @param layout of its sums; {@code null} for a core without input ports
     * @param inputs none if the core has a window
     * @param window its input ports, if it adds up several steps at one visit
     * @param due the sums of later steps, if synapses have delays of their own
     * @param members writes the records, if any cores of the network are computed together
     */
    CoreActor(
            int id,
            CoreMemory memory,
            int neuronCount,
            long firingsWanted,
            long potentialsWanted,
            WorkerScratch scratch,
            SumLayout layout,
            List<InputPort> inputs,
            Optional<CoreWindow> window,
            Optional<DueSums> due,
            NeuronGroup neurons,
            List<OutputPort> outputs,
            Optional<MemberRecords> members) {
        this.id = id;
        this.memory = memory;
        this.neuronCount = neuronCount;
        this.firingsWanted = firingsWanted;
        this.potentialsWanted = potentialsWanted;
        this.scratch = scratch;
        this.layout = layout;
        this.inputs = inputs.toArray(InputPort[]::new);
        this.window = window;
        this.due = due;
        this.neurons = neurons;
        this.outputs = outputs.toArray(OutputPort[]::new);
        this.members = members;
        this.spikeWords = Math.ceilDiv(neuronCount, Long.SIZE);
    }

    /** The input port that a header is for. */
    static int input(long header) {
        return PacketFormat.tag(header) >>> SLOT_BITS;
    }

    /** The slot that a header is for. */
    static int slot(long header) {
        return PacketFormat.tag(header) & MAX_SLOTS - 1;
    }

    /** The packet header for an input port of a core, slot 0. */
    static long header(int core, int input) {
        return PacketFormat.header(core, input << SLOT_BITS);
    }

    long firstVisit() {
        return neurons.firstVisit();
    }

    long atMostSpikes() {
        return neurons.atMostSpikes();
    }

    long instructions() {
        return neurons.instructions();
    }

    Overflows overflows() {
        return neurons.overflows();
    }

    @Override
    public void receive(long header, long[] packets, int from, int to, Wakes wakes) {
        int slot = slot(header);
        if (window.isPresent()) {
            window.get().receive(input(header), slot, packets, from, to);
        } else {
            inputs[input(header)].deliver(slot, packets, from, to);
        }
        wakes.atSlot(slot, id);
    }

    @Override
    public void receiveWords(long header, long[] words, int count, Wakes wakes) {
        routes.receive(header, words, count, wakes);
    }

    /**
     * All that changes in the core, between steps.
     *
     * @param next the step to come
     */
    void state(StateFields fields, long next) {
        fields.part("memory", memory);
        for (int input = 0; input < inputs.length; input++) {
            fields.part("input port " + input, inputs[input]);
        }
        if (window.isPresent()) {
            fields.part("window", window.get());
        }
        if (due.isPresent()) {
            due.get().state(fields, next);
        }
        fields.part("neurons", neurons);
        for (int output = 0; output < outputs.length; output++) {
            fields.part("output port " + output, outputs[output]);
        }
    }

    /** Takes packets in as words. */
    void receive(int input, int slot, int plane, AxonRuns runs, long[] words, int packets, Wakes wakes) {
        if (window.isPresent()) {
            window.get().receive(input, slot, runs, words);
        } else {
            inputs[input].deliver(slot, plane, runs, words, packets);
        }
        wakes.atSlot(slot, id);
    }

    /** Spikes go and come as words, where that is less work. */
    void connect(WordRoutes newRoutes, int worker) {
        routes = newRoutes;
        for (OutputPort output : outputs) {
            output.connect(newRoutes, worker);
        }
    }

    @Override
    public void step(long step, StepContext context) {
        SpikeBits spikes = scratch.spikes();
        int slot = context.wakes().slot(step);
        boolean arrived = window.isPresent() ? window.get().hasArrived(slot) : hasArrived(slot);
        long operations =
                window.isPresent() ? stepOfWindow(step, slot, context) : stepByItself(step, slot, arrived, context);
        if (spikes.count() > 0) {
            for (OutputPort output : outputs) {
                output.send(spikes, spikeWords, step, context, scratch);
            }
        }
        PotentialReading potentials = scratch.potentials();
        potentials.none();
        if (potentialsWanted > 0) {
            potentials.read(neurons, neuronCount, step, potentialsWanted);
        }
        boolean isUpdated = neurons.isUpdated(step);
        if (members.isPresent()) {
            writeMembers(context.record(), operations, arrived, spikes, isUpdated);
        } else if (arrived || spikes.count() > 0 || isUpdated || potentials.count() > 0) {
            CoreRecord.write(context.record(), id, operations, spikes, spikeWords, firingsWanted, potentials, scratch);
        }
    }

    private void writeMembers(
            StepRecord record, long operations, boolean arrived, SpikeBits spikes, boolean isUpdated) {
        if (window.isEmpty()) {
            scratch.operations()[0] = operations;
        }
        // those of the unit; its cores have their own
        scratch.takeRouteWords();
        members.get().write(record, scratch.operations(), arrived, spikes, spikeWords, outputs, isUpdated, scratch);
    }

    /**
     * Adds up what is due and updates the neurons.
     *
     * @return synaptic operations
     */
    private long stepByItself(long step, int slot, boolean arrived, StepContext context) {
        StepSums sums = scratch.sums();
        if (arrived && due.isPresent()) {
            due.get().begin(step);
        }
        boolean isDue = due.isPresent() && due.get().isDue(step);
        long operations = 0;
        if (arrived || isDue) {
            sums.lendTo(layout);
            operations = integrate(slot, neurons.isSignStep(step), sums);
        }
        if (isDue) {
            due.get().moveTo(sums, step);
        }
        long next = neurons.update(step, arrived || isDue ? sums : null, scratch.spikes());
        if (arrived || isDue) {
            sums.clear();
        }
        if (due.isPresent() && due.get().isDueAfter(step)) {
            next = step + 1;
        }
        wakeAt(next, context.wakes());
        return operations;
    }

    /**
     * Counts what is due; in the last step of a window also adds up what was due in all of its steps.
     *
     * @return synaptic operations of the step at the first core
     */
    private long stepOfWindow(long step, int slot, StepContext context) {
        CoreWindow input = window.orElseThrow();
        StepSums sums = scratch.sums();
        input.operations(slot, scratch.operations());
        long lastStep = input.lastStep(neurons, step);
        boolean hasSums = step == lastStep && input.takeWindow(neurons, step, slot, sums);
        long next = neurons.update(step, hasSums ? sums : null, scratch.spikes());
        if (hasSums) {
            sums.clear();
        }
        wakeAt(step < lastStep ? Math.min(next, lastStep) : next, context.wakes());
        return scratch.operations()[0];
    }

    private void wakeAt(long next, Wakes wakes) {
        if (next != Long.MAX_VALUE) {
            wakes.at(next, id);
        }
    }

    private boolean hasArrived(int slot) {
        for (InputPort input : inputs) {
            if (input.hasArrived(slot)) {
                return true;
            }
        }
        return false;
    }

    private long integrate(int slot, boolean isSignStep, StepSums sums) {
        long operations = 0;
        if (isSignStep) {
            operations += integrateThose(true, slot, sums);
            if (operations > 0) {
                sums.negate();
            }
            return operations + integrateThose(false, slot, sums);
        }
        for (InputPort input : inputs) {
            operations += input.integrate(slot, sums);
        }
        return operations;
    }

    private long integrateThose(boolean signed, int slot, StepSums sums) {
        long operations = 0;
        for (InputPort input : inputs) {
            if (input.isSigned() == signed) {
                operations += input.integrate(slot, sums);
            }
        }
        return operations;
    }
}
