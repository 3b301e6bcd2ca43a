package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.synfire.network.integer.Synapses;

/**
 * The axon-in tables of a convolution at one core, with the compression of REFERENCE A5.
 *
 * <p>Inputs of one channel whose targets lie in the same pattern are one position class: a class of rows times a class
 * of columns. <b>Metadata:</b> one word per input channel and class. <b>Weights:</b> a list per input channel and
 * class, of {@code targets of the class x output channels of the group on this core}. <b>Neuron numbers:</b> relative
 * to the first target, so classes of one shape share a list. <b>Shared weights:</b> where all weights of the
 * convolution are equal, as in average pooling, the weight stands in the metadata, there is no weight list, and classes
 * of one shape in all input channels are one metadata word.
 */
final class ConvolutionTables {
    private final Synapses.Convolution synapses;
    private final boolean[] isSent;
    private final AxisClasses rows;
    private final AxisClasses columns;
    private final TableFormat format;
    private final boolean isShared;

    /**
     * @param isSent for each input channel whether it is ever sent
     * @param rows how the core's rows see the input rows
     * @param columns how the core's columns see the input columns
     */
    ConvolutionTables(
            Synapses.Convolution synapses,
            boolean[] isSent,
            AxisClasses rows,
            AxisClasses columns,
            TableFormat format) {
        this.synapses = synapses;
        this.isSent = isSent;
        this.rows = rows;
        this.columns = columns;
        this.format = format;
        this.isShared = isShared(synapses);
    }

    /** Whether one weight serves all synapses. */
    static boolean isShared(Synapses.Convolution synapses) {
        short[] weights = synapses.weights();
        for (short weight : weights) {
            if (weight != weights[0]) {
                return false;
            }
        }
        return true;
    }

    /** Where input channels land among parts of the output channels: an input reaches the channels of its own group. */
    static AxisArrival channels(Synapses.Convolution synapses, int[] bounds) {
        boolean isShared = isShared(synapses);
        int perGroup = synapses.outPerGroup();
        int[] partOf = Cut.partOf(bounds);
        return AxisArrival.of(synapses.in().channels(), channel -> {
            int group = channel / synapses.inPerGroup();
            List<Integer> parts = IntStream.rangeClosed(partOf[group * perGroup], partOf[(group + 1) * perGroup - 1])
                    .boxed()
                    .toList();
            List<Integer> sharedKey = List.of(parts.getFirst(), perGroup == 1 ? 0 : group);
            return new AxisArrival.OneInput(isShared ? sharedKey : channel, parts);
        });
    }

    /** Words for the output channels from..to-1. */
    AxonIn words(int from, int to) {
        Numbering<Integer> targetChannels = new Numbering<>();
        List<Long> inputs = new ArrayList<>();
        int perGroup = synapses.outPerGroup();
        for (int group = from / perGroup; group * perGroup < to; group++) {
            int n = targetChannels.number(Math.min(to, (group + 1) * perGroup) - Math.max(from, group * perGroup));
            if (n == inputs.size()) {
                inputs.add(0L);
            }
            inputs.set(n, inputs.get(n) + sentInputs(group));
        }
        AxonIn words = AxonIn.NONE;
        for (int n = 0; n < inputs.size(); n++) {
            words = inputs.get(n) == 0
                    ? words
                    : words.plus(words(inputs.get(n), targetChannels.values().get(n)));
        }
        return words;
    }

    private int sentInputs(int group) {
        return (int) IntStream.range(group * synapses.inPerGroup(), (group + 1) * synapses.inPerGroup())
                .filter(channel -> isSent[channel])
                .count();
    }

    private AxonIn words(long inputs, int targetChannels) {
        long shapes = (long) rows.shapes().length * columns.shapes().length;
        long ids = 0;
        for (int down : rows.shapes()) {
            for (int across : columns.shapes()) {
                ids += format.idWords((long) down * across * targetChannels);
            }
        }
        long classes = (long) rows.taps().length * columns.taps().length;
        return isShared
                ? new AxonIn(shapes, ids, 0, 0)
                : new AxonIn(inputs * classes, ids, inputs * weightWordsPerInput(targetChannels), 0);
    }

    private long weightWordsPerInput(int targetChannels) {
        long words = 0;
        for (int down : rows.taps()) {
            for (int across : columns.taps()) {
                words += format.weightWords((long) down * across * targetChannels);
            }
        }
        return words;
    }
}
