package org.synfire.emulator.core;

import java.util.Arrays;
import java.util.List;
import org.synfire.emulator.neuron.NeuronGroup;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.emulator.neuron.SumLayout;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;

/**
 * The input of a core that adds up several steps of a sample at one visit: every step's operations are counted in that
 * step, and the arithmetic waits for the window's last.
 *
 * <p>Windows divide the T steps of a sample from its first step on; the last one may be shorter. <b>Threads:</b> the
 * worker that owns the core.
 */
final class CoreWindow implements Checkpointed {
    private final WindowPort[] ports;
    private final int steps;
    private final int timeSteps;
    private final SumLayout layout;
    private final SpikePlanes planes;

    /**
     * @param steps of a window, 2..T
     * @param timeSteps T
     * @param layout of the sums, which have 32 bits
     * @param planes of the worker
     */
    CoreWindow(List<WindowPort> ports, int steps, int timeSteps, SumLayout layout, SpikePlanes planes) {
        this.ports = ports.toArray(WindowPort[]::new);
        this.steps = steps;
        this.timeSteps = timeSteps;
        this.layout = layout;
        this.planes = planes;
    }

    void receive(int input, int slot, long[] packets, int from, int to) {
        ports[input].deliver(slot, packets, from, to);
    }

    void receive(int input, int slot, AxonRuns runs, long[] words) {
        ports[input].deliver(slot, runs, words);
    }

    boolean hasArrived(int slot) {
        for (WindowPort port : ports) {
            if (port.hasArrived(slot)) {
                return true;
            }
        }
        return false;
    }

    /** Writes the synaptic operations of a step, for each core. */
    void operations(int slot, long[] into) {
        Arrays.fill(into, 0);
        for (WindowPort port : ports) {
            port.addOperations(slot, into);
        }
    }

    /** The last step of the window that a step belongs to; the step itself if no sample is integrated in it. */
    long lastStep(NeuronGroup neurons, long step) {
        long sample = neurons.integratedSample(step);
        if (sample < 0) {
            return step;
        }
        int stepOfSample = neurons.integratedStep(step, sample);
        return step + Math.min(timeSteps, (stepOfSample / steps + 1) * steps) - 1 - stepOfSample;
    }

    /**
     * Adds up the window that ends in a step.
     *
     * @param slot of the step
     * @param sums lent to the core
     * @return whether anything arrived in the window
     */
    boolean takeWindow(NeuronGroup neurons, long step, int slot, StepSums sums) {
        long sample = neurons.integratedSample(step);
        if (sample < 0) {
            return false;
        }
        int stepOfSample = neurons.integratedStep(step, sample);
        int length = stepOfSample % steps + 1;
        sums.lendTo(layout);
        boolean arrived = false;
        for (WindowPort port : ports) {
            arrived |= port.takeWindow(slot - length + 1, length, stepOfSample < steps, sums, planes);
        }
        return arrived;
    }

    @Override
    public void state(StateFields fields) {
        for (int port = 0; port < ports.length; port++) {
            fields.part("input port " + port, ports[port]);
        }
    }
}
