package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;

/**
 * How a projection lands on its target population as that is cut: the axon-in words it takes at each core, and the
 * cores that each input reaches.
 *
 * <p>Inputs are the synapses' inputs, after gate and rearrangement, in the order channel, row, column.
 *
 * @param projection the projection
 * @param cut how its target is cut
 * @param channels where input channels land among the target's channel parts
 * @param rows where input rows land among its row parts
 * @param columns where input columns land among its column parts
 * @param axonIn words at each core of the target: metadata, neuron numbers, weights
 */
record Arrival(
        Projection projection, Cut cut, AxisArrival channels, AxisArrival rows, AxisArrival columns, AxonIn[] axonIn) {
    static Arrival of(Projection projection, Cut cut, TableFormat format) {
        SentInputs sent = SentInputs.of(projection);
        return switch (projection.synapses()) {
            case Synapses.Convolution s -> convolution(projection, s, cut, sent, format);
            case Synapses.Identity s -> identity(projection, s, cut, sent, format);
            case Synapses.Dense s -> dense(projection, s, cut, sent, format);
        };
    }

    private static Arrival convolution(
            Projection projection, Synapses.Convolution synapses, Cut cut, SentInputs sent, TableFormat format) {
        boolean weightsDiffer = !ConvolutionTables.isShared(synapses);
        List<AxisClasses> rows =
                classes(AxisClasses.Axis.rows(synapses.window()), sent.rows(), cut.rows(), weightsDiffer);
        List<AxisClasses> columns =
                classes(AxisClasses.Axis.columns(synapses.window()), sent.columns(), cut.columns(), weightsDiffer);
        AxonIn[] words = words(
                cut,
                core -> new ConvolutionTables(
                                synapses,
                                sent.channels(),
                                rows.get(cut.rowPart(core)),
                                columns.get(cut.columnPart(core)),
                                format)
                        .words(cut.channels()[cut.channelPart(core)], cut.channels()[cut.channelPart(core) + 1]));
        return new Arrival(
                projection,
                cut,
                ConvolutionTables.channels(synapses, cut.channels()),
                AxisArrival.of(rows),
                AxisArrival.of(columns),
                words);
    }

    private static List<AxisClasses> classes(
            AxisClasses.Axis axis, boolean[] isSent, int[] bounds, boolean weightsDiffer) {
        List<AxisClasses> classes = new ArrayList<>();
        for (int p = 0; p + 1 < bounds.length; p++) {
            classes.add(AxisClasses.of(axis, isSent, bounds[p], bounds[p + 1], weightsDiffer));
        }
        return classes;
    }

    private static Arrival identity(
            Projection projection, Synapses.Identity synapses, Cut cut, SentInputs sent, TableFormat format) {
        IdentityTables tables = new IdentityTables(synapses, sent.channels(), format);
        AxonIn[] words = words(
                cut,
                core -> tables.words(cut.channels()[cut.channelPart(core)], cut.channels()[cut.channelPart(core) + 1]));
        return new Arrival(
                projection,
                cut,
                tables.channels(cut.channels()),
                AxisArrival.straight(cut.rows()),
                AxisArrival.straight(cut.columns()),
                words);
    }

    /** Every input has a metadata entry and weights of its own; all share one list of neurons. */
    private static Arrival dense(
            Projection projection, Synapses.Dense synapses, Cut cut, SentInputs sent, TableFormat format) {
        Shape in = synapses.in();
        AxonIn[] words = words(cut, core -> {
            int targets = cut.slice(core, 0, 0).neurons();
            return new AxonIn(sent.count(), format.idWords(targets), sent.count() * format.weightWords(targets), 0);
        });
        return new Arrival(
                projection,
                cut,
                AxisArrival.everywhere(in.channels(), cut.channelParts()),
                AxisArrival.everywhere(in.height(), cut.rowParts()),
                AxisArrival.everywhere(in.width(), cut.columnParts()),
                words);
    }

    private static AxonIn[] words(Cut cut, IntFunction<AxonIn> wordsOfCore) {
        return IntStream.range(0, cut.cores()).mapToObj(wordsOfCore).toArray(AxonIn[]::new);
    }

    private int channel(int input) {
        return input / projection.synapses().in().positions();
    }

    private int row(int input) {
        return input
                % projection.synapses().in().positions()
                / projection.synapses().in().width();
    }

    private int column(int input) {
        return input % projection.synapses().in().width();
    }

    /**
     * A number, below the number of inputs, that inputs share if they have the same destination entries;
     * {@link AxisClasses#NONE} without any.
     */
    int entries(int input) {
        int c = channels.way()[channel(input)];
        int y = rows.way()[row(input)];
        int x = columns.way()[column(input)];
        return Math.min(c, Math.min(y, x)) == AxisClasses.NONE
                ? AxisClasses.NONE
                : (c * rows.ways() + y) * columns.ways() + x;
    }

    /** How many cores an input reaches that has entries. */
    int entryCount(int input) {
        return channels.parts()[channels.reach()[channel(input)]].length
                * rows.parts()[rows.reach()[row(input)]].length
                * columns.parts()[columns.reach()[column(input)]].length;
    }

    /** The number of different {@link #reach}es. */
    int reaches() {
        return channels.parts().length * rows.parts().length * columns.parts().length;
    }

    /** A number that inputs share if they reach the same cores; {@link AxisClasses#NONE} if none. */
    int reach(int input) {
        int c = channels.reach()[channel(input)];
        int y = rows.reach()[row(input)];
        int x = columns.reach()[column(input)];
        return Math.min(c, Math.min(y, x)) == AxisClasses.NONE
                ? AxisClasses.NONE
                : (c * rows.parts().length + y) * columns.parts().length + x;
    }

    /** The cores of a reach, by their number in the cut, rising. */
    int[] cores(int reach) {
        int[] across = columns.parts()[reach % columns.parts().length];
        int[] down = rows.parts()[reach / columns.parts().length % rows.parts().length];
        int[] deep = channels.parts()[reach / columns.parts().length / rows.parts().length];
        return Arrays.stream(deep)
                .flatMap(c ->
                        Arrays.stream(down).flatMap(y -> Arrays.stream(across).map(x -> cut.core(c, y, x))))
                .toArray();
    }

    /** For each element that the sender sends, after its gate, the input it becomes, or {@link AxisClasses#NONE}. */
    int[] inputOfSent(int sent) {
        int[] order = projection.order();
        if (order == null) {
            return IntStream.range(0, sent).toArray();
        }
        int[] inputOf = new int[sent];
        Arrays.fill(inputOf, AxisClasses.NONE);
        for (int i = 0; i < order.length; i++) {
            if (order[i] >= 0) {
                inputOf[order[i]] = i;
            }
        }
        return inputOf;
    }
}
