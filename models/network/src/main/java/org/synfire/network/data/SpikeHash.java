package org.synfire.network.data;

import java.util.List;
import java.util.stream.IntStream;
import org.synfire.engine.file.Sha256;
import org.synfire.network.graph.Shape;

/** What identifies a set of spikes: a SHA-256 of its spikes and labels, whatever files they came from. */
public final class SpikeHash {
    private static final int NO_LABEL = -1;

    private SpikeHash() {}

    /**
     * The SHA-256 of channels, rows, columns and the most steps as 32-bit big-endian integers, then, likewise, of every
     * sample its label, or -1, its steps if samples have numbers of their own, and of each of its steps the number of
     * spikes and the element of each.
     *
     * @return 64 hexadecimal digits
     * @throws org.synfire.engine.InputException if a sample cannot be read
     */
    public static String of(SpikeSet spikes) {
        return ofFirst(spikes, spikes.size()).getFirst();
    }

    /**
     * The same of the first samples, for several numbers of them; each sample is read once.
     *
     * @param counts 0..size(), which do not fall
     */
    static List<String> ofFirst(SpikeSet spikes, int... counts) {
        Shape shape = spikes.shape();
        Sha256 hash = new Sha256()
                .add(shape.channels())
                .add(shape.height())
                .add(shape.width())
                .add(spikes.steps());
        int[] elements = new int[Math.multiplyExact(shape.size(), spikes.mostSpikes())];
        int[] read = new int[1];
        return IntStream.of(counts)
                .mapToObj(count -> {
                    for (; read[0] < count; read[0]++) {
                        add(spikes, read[0], elements, hash);
                    }
                    return hash.hexSoFar();
                })
                .toList();
    }

    private static void add(SpikeSet spikes, int sample, int[] elements, Sha256 hash) {
        hash.add(spikes.isLabelled() ? spikes.label(sample) : NO_LABEL);
        if (spikes.hasOwnLengths()) {
            hash.add(spikes.steps(sample));
        }
        for (int step = 0; step < spikes.steps(sample); step++) {
            int count = spikes.spikes(sample, step, elements);
            hash.add(count);
            for (int i = 0; i < count; i++) {
                hash.add(elements[i]);
            }
        }
    }
}
