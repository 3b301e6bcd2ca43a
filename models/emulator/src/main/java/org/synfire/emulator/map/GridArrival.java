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
 * Where a projection lands whose synapses are the same for all inputs along an axis: what an input reaches is found for
 * its channel, its row and its column.
 *
 * @param projection the projection
 * @param cut how its target is cut
 * @param channels where input channels land among the target's channel parts
 * @param rows where input rows land among its row parts
 * @param columns where input columns land among its column parts
 * @param axonIn words at each core of the target: metadata, neuron numbers, weights
 */
record GridArrival(
        Projection projection, Cut cut, AxisArrival channels, AxisArrival rows, AxisArrival columns, AxonIn[] axonIn)
        implements Arrival {
    static Arrival convolution(
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
        return new GridArrival(
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

    static Arrival identity(
            Projection projection, Synapses.Identity synapses, Cut cut, SentInputs sent, TableFormat format) {
        IdentityTables tables = new IdentityTables(synapses, sent.channels(), format);
        AxonIn[] words = words(
                cut,
                core -> tables.words(cut.channels()[cut.channelPart(core)], cut.channels()[cut.channelPart(core) + 1]));
        return new GridArrival(
                projection,
                cut,
                tables.channels(cut.channels()),
                AxisArrival.straight(cut.rows()),
                AxisArrival.straight(cut.columns()),
                words);
    }

    /** Every input has a metadata entry and weights of its own; all share one list of neurons. */
    static Arrival dense(Projection projection, Synapses.Dense synapses, Cut cut, SentInputs sent, TableFormat format) {
        Shape in = synapses.in();
        AxonIn[] words = words(cut, core -> {
            int targets = cut.slice(core, 0, 0).neurons();
            return new AxonIn(sent.count(), format.idWords(targets), sent.count() * format.weightWords(targets), 0);
        });
        return new GridArrival(
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

    @Override
    public Arrival of(Projection other, Cut otherCut) {
        return new GridArrival(other, otherCut, channels, rows, columns, axonIn);
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

    @Override
    public int entries(int input) {
        int c = channels.way()[channel(input)];
        int y = rows.way()[row(input)];
        int x = columns.way()[column(input)];
        return Math.min(c, Math.min(y, x)) == AxisClasses.NONE
                ? AxisClasses.NONE
                : (c * rows.ways() + y) * columns.ways() + x;
    }

    @Override
    public int entryCount(int input) {
        return channels.parts()[channels.reach()[channel(input)]].length
                * rows.parts()[rows.reach()[row(input)]].length
                * columns.parts()[columns.reach()[column(input)]].length;
    }

    @Override
    public int reaches() {
        return channels.parts().length * rows.parts().length * columns.parts().length;
    }

    @Override
    public int reach(int input) {
        int c = channels.reach()[channel(input)];
        int y = rows.reach()[row(input)];
        int x = columns.reach()[column(input)];
        return Math.min(c, Math.min(y, x)) == AxisClasses.NONE
                ? AxisClasses.NONE
                : (c * rows.parts().length + y) * columns.parts().length + x;
    }

    @Override
    public int[] cores(int reach) {
        int[] across = columns.parts()[reach % columns.parts().length];
        int[] down = rows.parts()[reach / columns.parts().length % rows.parts().length];
        int[] deep = channels.parts()[reach / columns.parts().length / rows.parts().length];
        return Arrays.stream(deep)
                .flatMap(c ->
                        Arrays.stream(down).flatMap(y -> Arrays.stream(across).map(x -> cut.core(c, y, x))))
                .toArray();
    }
}
