package org.synfire.emulator.neuron;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.synfire.emulator.kernel.FiringKernels;
import org.synfire.emulator.map.Slice;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.PoissonDrive;

/** Random spikes from outside for one core. <b>Memory:</b> 8 bytes a neuron on the heap. */
final class PoissonCurrents implements Currents {
    private final FiringKernels kernels;
    private final PoissonDrive drive;
    private final int timeSteps;
    private final long before;
    private final int[] elements;
    private final boolean isContiguous;
    private final int[] draws;
    private final int[] thresholds;

    /**
     * @param timeSteps T
     * @param before samples of the whole run before the first
     */
    PoissonCurrents(FiringKernels kernels, PoissonDrive drive, Shape shape, Slice slice, int timeSteps, long before) {
        this.kernels = kernels;
        this.drive = drive;
        this.thresholds = Arrays.stream(drive.thresholds())
                .takeWhile(threshold -> threshold >>> Integer.SIZE == 0)
                .mapToInt(threshold -> (int) threshold)
                .toArray();
        this.timeSteps = timeSteps;
        this.before = before;
        this.elements = new int[slice.neurons()];
        for (int n = 0; n < elements.length; n++) {
            elements[n] = slice.element(shape, n);
        }
        this.isContiguous = IntStream.range(0, elements.length).allMatch(n -> elements[n] == elements[0] + n);
        this.draws = new int[elements.length];
    }

    @Override
    public void addTo(int[] inputs, long sample, int step) {
        long first = drive.firstDraw(before + sample, timeSteps, step);
        if (isContiguous) {
            kernels.draw(drive.seed(), first + elements[0], draws);
        } else {
            for (int n = 0; n < draws.length; n++) {
                draws[n] = drive.draw(first + elements[n]);
            }
        }
        kernels.addReached(draws, thresholds, drive.weight(), inputs);
    }
}
