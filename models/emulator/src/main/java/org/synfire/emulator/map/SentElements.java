package org.synfire.emulator.map;

import java.util.Optional;
import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Population;

/**
 * What a population sends through one of its gates, or through none: elements in the order channel, position, and the
 * position of the map that each lies at. A gate's output lies where the first member of its window lies.
 *
 * @param channels channels sent
 * @param width columns of the population's map
 * @param positions for each position sent its position (row * width + column) in the population's map
 */
record SentElements(int channels, int width, int[] positions) {
    /** @param gate the gate, where there is one */
    static SentElements of(Population population, Optional<MaxGate> gate) {
        Shape shape = population.shape();
        int[] positions = gate.map(SentElements::firstMembers)
                .orElseGet(() -> IntStream.range(0, shape.positions()).toArray());
        return new SentElements(shape.channels(), shape.width(), positions);
    }

    private static int[] firstMembers(MaxGate gate) {
        return IntStream.range(0, gate.out().positions())
                .map(window -> gate.members()[gate.starts()[window]])
                .toArray();
    }

    /** How many a population sends through a gate, or through none. */
    static long count(Population population, Optional<MaxGate> gate) {
        return (long) population.shape().channels()
                * gate.map(of -> of.out().positions()).orElse(population.shape().positions());
    }

    int count() {
        return channels * positions.length;
    }

    /** For each element the core, of those the population is cut into, that sends it. */
    int[] cores(Cut cut) {
        int[] channelPart = Cut.partOf(cut.channels());
        int[] rowPart = Cut.partOf(cut.rows());
        int[] columnPart = Cut.partOf(cut.columns());
        int[] cores = new int[count()];
        for (int e = 0; e < cores.length; e++) {
            int position = positions[e % positions.length];
            cores[e] = cut.core(
                    channelPart[e / positions.length], rowPart[position / width], columnPart[position % width]);
        }
        return cores;
    }
}
