package org.synfire.emulator.neuron;

import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.PoissonDrive;

/**
 * Random spikes from outside for one core: the draws of all neurons, then one threshold after the other, as long as any
 * neuron reaches it. <b>Memory:</b> 8 bytes a neuron on the heap.
 */
final class PoissonCurrents implements Currents {
    private final PoissonDrive drive;
    private final int timeSteps;
    private final int[] elements;
    private final int[] draws;

    PoissonCurrents(PoissonDrive drive, Shape shape, Slice slice, int timeSteps) {
        this.drive = drive;
        this.timeSteps = timeSteps;
        this.elements = new int[slice.neurons()];
        for (int n = 0; n < elements.length; n++) {
            elements[n] = slice.element(shape, n);
        }
        this.draws = new int[elements.length];
    }

    /** Draws have their sign bit turned, so that their order is that of signed integers. */
    @Override
    public void addTo(int[] inputs, long sample, int step) {
        long first = drive.firstDraw(sample, timeSteps, step);
        for (int n = 0; n < draws.length; n++) {
            draws[n] = drive.draw(first + elements[n]) ^ Integer.MIN_VALUE;
        }
        boolean reached = true;
        for (int k = 0; reached && k < drive.thresholds().length; k++) {
            long threshold = drive.thresholds()[k];
            reached = threshold >>> Integer.SIZE == 0 && add(inputs, (int) threshold ^ Integer.MIN_VALUE) > 0;
        }
    }

    private int add(int[] inputs, int threshold) {
        int weight = drive.weight();
        int all = 0;
        for (int n = 0; n < draws.length; n++) {
            int isReached = draws[n] >= threshold ? 1 : 0;
            inputs[n] += isReached * weight;
            all += isReached;
        }
        return all;
    }
}
