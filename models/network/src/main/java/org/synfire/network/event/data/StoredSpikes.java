package org.synfire.network.event.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.data.ArrayLabels;
import org.synfire.network.data.DataFolders;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.event.SpikeArrays;
import org.synfire.network.event.SpikeCounts;
import org.synfire.network.event.SpikeFrames;
import org.synfire.network.graph.Shape;
import org.synfire.network.npy.NpyArray;
import org.synfire.network.npy.NpzArchive;

/**
 * Spikes of NumPy arrays: [sample][step][channel], [sample][step][channel][column] or
 * [sample][step][channel][row][column], where an element is the number of spikes.
 *
 * <pre>
 *   .npy  spikes; labels, if there are any, in a file beside it, see {@link ArrayLabels}
 *   .npz  spikes and labels under one of the names of {@link ArrayLabels#pairs}, or spikes alone
 * </pre>
 *
 * <p><b>Memory:</b> 12 bytes for each element that is not 0.
 */
public final class StoredSpikes implements SpikeSet {
    private static final List<List<String>> NAMES = ArrayLabels.pairs("spikes");
    private static final int LEAST_DIMENSIONS = 3;
    private static final int MOST_DIMENSIONS = 5;

    private final String name;
    private final SpikeCounts counts;
    private final List<SpikeFrames> samples;
    private final int[] labels;

    private StoredSpikes(String name, SpikeCounts counts, List<SpikeFrames> samples, int[] labels) {
        this.name = name;
        this.counts = counts;
        this.samples = List.copyOf(samples);
        this.labels = labels;
    }

    /** Whether a file of NumPy holds spikes of steps: an array of 3 to 5 dimensions. */
    static boolean isIn(Path file) {
        if (DataFolders.endsWith(file, ".npz")) {
            List<String> arrays = NpzArchive.names(file);
            return names(arrays).isPresent() && !arrays.contains("t");
        }
        return DataFolders.endsWith(file, ".npy") && NpyArray.dimensions(file) >= LEAST_DIMENSIONS;
    }

    private static Optional<List<String>> names(List<String> arrays) {
        return NAMES.stream()
                .filter(arrays::containsAll)
                .findFirst()
                .or(() -> NAMES.stream()
                        .map(pair -> pair.subList(0, 1))
                        .filter(arrays::containsAll)
                        .findFirst());
    }

    /**
     * The spikes of a file.
     *
     * @param file its name ends in .npy or .npz
     * @param most spikes of a channel in a step that can be told, 1 or more
     * @param form of a count
     * @throws InputException if it holds no spikes, an element is negative or not whole, labels are of another number,
     *     or a channel has more spikes in a step than can be told
     */
    public static StoredSpikes read(Path file, int most, SpikeCounts.Form form) {
        String name = DataFolders.stem(file);
        if (!DataFolders.endsWith(file, ".npz")) {
            int[] labels = ArrayLabels.beside(file).map(ArrayLabels::read).orElse(new int[0]);
            return of(name, NpyArray.read(file), labels, most, form, file.toString());
        }
        List<String> arrays = names(NpzArchive.names(file))
                .orElseThrow(() -> new InputException(
                        file + ": holds no array of spikes; it has " + String.join(", ", NpzArchive.names(file))));
        String place = file + ", array " + arrays.getFirst();
        int[] labels = arrays.size() == 1
                ? new int[0]
                : ArrayLabels.of(NpzArchive.read(file, arrays.getLast()), file + ", array " + arrays.getLast());
        return of(name, NpzArchive.read(file, arrays.getFirst()), labels, most, form, place);
    }

    /**
     * The spikes of an array.
     *
     * @param name what a report calls the set
     * @param labels one for each sample, from 0; empty if there are none
     * @param place named in errors
     * @throws InputException as {@link #read}
     */
    public static StoredSpikes of(
            String name, NpyArray array, int[] labels, int most, SpikeCounts.Form form, String place) {
        int[] dimensions = array.shape();
        if (dimensions.length < LEAST_DIMENSIONS || dimensions.length > MOST_DIMENSIONS || array.size() == 0) {
            throw new InputException(place + ": an array of shape " + Arrays.toString(dimensions)
                    + " where spikes [sample][step][channel], or the same with [column] or [row][column], are"
                    + " expected");
        }
        if (labels.length != 0 && labels.length != dimensions[0]) {
            throw new InputException(
                    String.format(Locale.ROOT, "%s: %,d samples, but %,d labels", place, dimensions[0], labels.length));
        }
        SpikeCounts all = new SpikeCounts(shape(dimensions), most, form);
        List<SpikeFrames> samples = SpikeArrays.of(array, place);
        int largest = samples.stream().mapToInt(SpikeFrames::largestCount).max().orElse(0);
        if (largest > most) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    form == SpikeCounts.Form.COPIES
                            ? "%s: an element is %d, but a neuron spikes at most once in a step; ask for %d copies of"
                                    + " each channel, which a count needs"
                            : "%s: an element is %d, more than the spikes that a neuron can have in a step; ask for %d"
                                    + " spikes a step",
                    place,
                    largest,
                    largest));
        }
        return new StoredSpikes(name, all, samples, labels.clone());
    }

    private static Shape shape(int[] dimensions) {
        return switch (dimensions.length) {
            case LEAST_DIMENSIONS -> Shape.vector(dimensions[2]);
            case MOST_DIMENSIONS -> new Shape(dimensions[2], dimensions[3], dimensions[4]);
            default -> new Shape(dimensions[2], 1, dimensions[3]);
        };
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public boolean isLabelled() {
        return labels.length > 0;
    }

    @Override
    public int classes() {
        return IntStream.of(labels).max().orElse(-1) + 1;
    }

    @Override
    public int label(int index) {
        Objects.checkIndex(index, size());
        if (!isLabelled()) {
            throw new InputException(name + ": its samples have no labels; put them into an array beside the spikes");
        }
        return labels[index];
    }

    @Override
    public List<String> remarks() {
        return List.of();
    }

    @Override
    public Shape shape() {
        return counts.all();
    }

    @Override
    public int mostSpikes() {
        return counts.mostSpikes();
    }

    @Override
    public int steps() {
        return samples.getFirst().steps();
    }

    @Override
    public int spikes(int sample, int step, int[] into) {
        return counts.spikes(samples.get(sample), Objects.checkIndex(step, steps()), into);
    }
}
