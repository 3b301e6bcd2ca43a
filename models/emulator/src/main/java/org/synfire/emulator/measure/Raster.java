package org.synfire.emulator.measure;

import java.util.BitSet;
import org.synfire.emulator.core.StepObserver;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.probe.RasterLayer;
import org.synfire.emulator.result.RunDetails;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;

/**
 * Notes which neurons of one layer fire in the first samples.
 *
 * <p><b>Limits:</b> of a layer with more than {@value #MOST_ROWS} neurons every second, third, ... is noted, so many
 * that they fit; {@value #MOST_SAMPLES} samples. <b>Memory:</b> a bit for each row, sample and step, and an {@code int}
 * for each neuron of the layer.
 */
public final class Raster implements StepObserver, Checkpointed {
    public static final int MOST_ROWS = 512;
    public static final int MOST_SAMPLES = 4;

    private static final int NO_ROW = -1;

    private final Population layer;
    private final int bits;
    private final int samples;
    private final int stride;
    private final int rows;
    private final int[][] rowsOfCore;
    private final BitSet fired;

    public Raster(Mapping mapping, RasterLayer choice, int samples) {
        IntegerNetwork network = mapping.network();
        this.layer = choice.in(network);
        this.bits = network.timeSteps();
        this.samples = Math.min(samples, MOST_SAMPLES);
        this.stride = Math.ceilDiv(layer.shape().size(), MOST_ROWS);
        this.rows = Math.ceilDiv(layer.shape().size(), stride);
        this.fired = new BitSet(this.samples * bits * rows);
        this.rowsOfCore = mapping.slices().stream()
                .map(slice -> slice.population() == layer.id() ? rows(slice) : null)
                .toArray(int[][]::new);
    }

    private int[] rows(Slice slice) {
        int[] rowOfNeuron = new int[slice.neurons()];
        for (int neuron = 0; neuron < rowOfNeuron.length; neuron++) {
            int element = slice.element(layer.shape(), neuron);
            rowOfNeuron[neuron] = element % stride == 0 ? element / stride : NO_ROW;
        }
        return rowOfNeuron;
    }

    @Override
    public long firingsWanted(int core) {
        return rowsOfCore[core] == null ? 0 : samples;
    }

    @Override
    public void onFired(int core, long sample, int bitStep, long[] words, int from, int to) {
        if (rowsOfCore[core] == null || sample >= samples) {
            return;
        }
        int[] rowOfNeuron = rowsOfCore[core];
        int first = ((int) sample * bits + bitStep) * rows;
        for (int w = from; w < to; w++) {
            for (long rest = words[w]; rest != 0; rest &= rest - 1) {
                int row = rowOfNeuron[(w - from) * Long.SIZE + Long.numberOfTrailingZeros(rest)];
                if (row != NO_ROW) {
                    fired.set(first + row);
                }
            }
        }
    }

    /** What was seen of the first samples. */
    public RunDetails.Raster raster(long answered) {
        int seen = (int) Math.min(samples, answered);
        int[][][] rowsFired = new int[seen][bits][];
        for (int sample = 0; sample < seen; sample++) {
            for (int bit = 0; bit < bits; bit++) {
                int first = (sample * bits + bit) * rows;
                rowsFired[sample][bit] = fired.get(first, first + rows).stream().toArray();
            }
        }
        return new RunDetails.Raster(layer.id(), stride, rows, rowsFired);
    }

    @Override
    public void state(StateFields fields) {
        long[] words = fields.varying("spikes", fired.toLongArray());
        fired.clear();
        fired.or(BitSet.valueOf(words));
    }
}
