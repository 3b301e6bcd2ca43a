package org.synfire.emulator.neuron;

import java.util.stream.IntStream;
import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.PoissonDrive;
import org.synfire.network.integer.RandomStream;

/**
 * Random spikes from outside for one core: the draws of all neurons, then one threshold after the other, as long as any
 * neuron reaches it. <b>Memory:</b> 8 bytes a neuron on the heap.
 */
final class PoissonCurrents implements Currents {
    private final PoissonDrive drive;
    private final int timeSteps;
    private final int[] elements;
    private final boolean isContiguous;
    private final int[] draws;

    PoissonCurrents(PoissonDrive drive, Shape shape, Slice slice, int timeSteps) {
        this.drive = drive;
        this.timeSteps = timeSteps;
        this.elements = new int[slice.neurons()];
        for (int n = 0; n < elements.length; n++) {
            elements[n] = slice.element(shape, n);
        }
        this.isContiguous = IntStream.range(0, elements.length).allMatch(n -> elements[n] == elements[0] + n);
        this.draws = new int[elements.length];
    }

    @Override
    public void addTo(int[] inputs, long sample, int step) {
        long first = drive.firstDraw(sample, timeSteps, step);
        if (isContiguous) {
            RandomStream.fill(drive.seed(), first + elements[0], draws);
        } else {
            for (int n = 0; n < draws.length; n++) {
                draws[n] = drive.draw(first + elements[n]);
            }
        }
        boolean reached = true;
        for (int k = 0; reached && k < drive.thresholds().length; k++) {
            long threshold = drive.thresholds()[k];
            reached = threshold >>> Integer.SIZE == 0
                    && add(draws, (int) threshold ^ Integer.MIN_VALUE, drive.weight(), inputs) > 0;
        }
    }

    /** Adds the weight where a draw reaches a threshold. @return how many do */
    private static int add(int[] draws, int threshold, int weight, int[] inputs) {
        int all = 0;
        for (int n = 0; n < draws.length; n++) {
            int isReached = (draws[n] ^ Integer.MIN_VALUE) >= threshold ? 1 : 0;
            inputs[n] += isReached * weight;
            all += isReached;
        }
        return all;
    }
}
