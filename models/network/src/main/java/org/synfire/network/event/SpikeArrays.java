package org.synfire.network.event;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.network.npy.NpyArray;

/**
 * NumPy arrays of spikes: [sample][step][channel ...], where an element is the number of spikes. All dimensions behind
 * the step are channels, the last running fastest. Real numbers must be whole.
 */
public final class SpikeArrays {
    private static final int LEAST_DIMENSIONS = 3;
    private static final int MOST_COUNT = 1 << 24;

    private SpikeArrays() {}

    /**
     * Reads the samples of a file.
     *
     * @throws InputException if it is no such array, has no sample, or an element is negative or not whole
     */
    public static List<SpikeFrames> read(Path file) {
        return of(NpyArray.read(file), file.toString());
    }

    /**
     * The samples of an array.
     *
     * @param place named in errors
     * @throws InputException as {@link #read}
     */
    public static List<SpikeFrames> of(NpyArray array, String place) {
        int[] shape = array.shape();
        if (shape.length < LEAST_DIMENSIONS || array.size() == 0) {
            throw new InputException(place + ": an array of shape " + Arrays.toString(shape)
                    + " where spikes [sample][step][channel ...] are expected, at least one of each");
        }
        int perSample = array.size() / shape[0];
        int channels = perSample / shape[1];
        List<SpikeFrames> samples = new ArrayList<>();
        for (int sample = 0; sample < shape[0]; sample++) {
            samples.add(sample(array, place, sample * perSample, shape[1], channels));
        }
        return samples;
    }

    private static SpikeFrames sample(NpyArray array, String place, int first, int steps, int channels) {
        int size = 0;
        for (int i = first; i < first + steps * channels; i++) {
            size += count(array, place, i) > 0 ? 1 : 0;
        }
        int[] stepOf = new int[size];
        int[] channelOf = new int[size];
        int[] countOf = new int[size];
        int next = 0;
        for (int i = 0; i < steps * channels; i++) {
            int count = count(array, place, first + i);
            if (count > 0) {
                stepOf[next] = i / channels;
                channelOf[next] = i % channels;
                countOf[next++] = count;
            }
        }
        return SpikeFrames.sorted(channels, steps, stepOf, channelOf, countOf);
    }

    private static int count(NpyArray array, String place, int element) {
        double value = array.real(element);
        if (!(value >= 0 && value <= MOST_COUNT && value == Math.rint(value))) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s: element %d is %s; a number of spikes from 0 to %d is expected",
                    place,
                    element,
                    value,
                    MOST_COUNT));
        }
        return (int) value;
    }
}
