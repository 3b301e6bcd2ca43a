package org.synfire.emulator.core;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.synfire.emulator.kernel.CodeWords;
import org.synfire.emulator.kernel.Kernels;
import org.synfire.emulator.map.Slice;
import org.synfire.emulator.neuron.StepSums;
import org.synfire.emulator.neuron.SumLayout;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.Synapses;

/**
 * Synapses in which every input channel meets every channel of the core: convolutions of one group and full
 * connections, which are convolutions of a single position.
 *
 * <p><b>Axon numbers:</b> a place is a group of neighbouring columns of one row, see {@link ColumnGroups}; it has whole
 * words, one bit per column and input channel. So a step's spikes of one place are found together and their weights are
 * added while the place's sums stay in registers. Places are numbered column by column, and within a column a kernel's
 * height apart, so that one place's sums are not the next one's: where sums overlap by a part of a vector, a load has
 * to wait for the store before it. <b>Memory:</b> weights once per phase of the stride and column of a group, as bytes
 * on the heap, or as 16 bits for windows of several steps, in tiles: [phase][column, input channel][kernel row][columns
 * x channels]. Weights of more than 8 bits are sums of several, which are added one after the other: tiles of each lie
 * in an array of their own.
 */
final class BlockSynapses implements WindowSynapses {
    /**
     * Relative host costs of adding one tile, of loading and storing one, and of visiting a place, for choosing the
     * group size.
     */
    private static final double ADD_TILE = 1;

    private static final double CARRY_TILE = 2;
    private static final double VISIT = 8;
    private static final int LARGEST_GROUP = 4;

    private final Synapses.Convolution synapses;
    private final Slice slice;
    private final WindowGeometry rows;
    private final ColumnGroups groups;
    private final int wordsPerPlace;
    private final int[] placeOf;
    private final Margin margin;

    private final int[] bases;
    private int[] targets;
    private Pattern[] patternOf;
    private byte[][] weights = {};
    private short[][] codeWeights = {};

    /**
     * The weights of one phase of the stride: where its tiles lie, from where in the weights, and how far an input
     * channel is from the next.
     */
    private record Pattern(int[] tileOffsets, int weightBase, int channelStride) {}

    /** @param synapses of one group; a full connection comes in as a convolution */
    BlockSynapses(Synapses.Convolution synapses, Slice slice, Kernels kernels) {
        this.synapses = synapses;
        this.slice = slice;
        this.rows = WindowGeometry.rows(synapses.window());
        this.groups = bestGroups(synapses, slice, kernels.lanes16());
        this.wordsPerPlace = Math.ceilDiv(synapses.in().channels() * groups.size(), Long.SIZE);
        this.placeOf =
                new int[synapses.in().height() * groups.groups(synapses.in().width())];
        Margin reach = Margin.NONE;
        int count = 0;
        int rowStep = synapses.window().kernelY();
        for (int group = 0; group < groups.groups(synapses.in().width()); group++) {
            for (int first = 0; first < rowStep; first++) {
                for (int y = first; y < synapses.in().height(); y += rowStep) {
                    boolean arrives = arrives(y, group);
                    placeOf[place(y, group)] = arrives ? count++ : NO_AXON;
                    reach = arrives ? reach.union(reach(y, group)) : reach;
                }
            }
        }
        this.bases = new int[count];
        this.margin = reach;
    }

    /** The same axon numbers, to lay weights out. */
    private BlockSynapses(BlockSynapses numbered) {
        this.synapses = numbered.synapses;
        this.slice = numbered.slice;
        this.rows = numbered.rows;
        this.groups = numbered.groups;
        this.wordsPerPlace = numbered.wordsPerPlace;
        this.placeOf = numbered.placeOf;
        this.margin = numbered.margin;
        this.bases = new int[numbered.bases.length];
    }

    private static ColumnGroups bestGroups(Synapses.Convolution synapses, Slice slice, int lanes) {
        ColumnGroups best = new ColumnGroups(WindowGeometry.columns(synapses.window()), 1);
        for (int size = 2;
                size <= LARGEST_GROUP
                        && size * synapses.in().channels() <= Long.SIZE
                        && size <= synapses.in().width();
                size *= 2) {
            ColumnGroups wider = new ColumnGroups(best.columns(), size);
            best = cost(wider, synapses, slice, lanes) < cost(best, synapses, slice, lanes) ? wider : best;
        }
        return best;
    }

    /** Host cost of one column under the usual firing. */
    private static double cost(ColumnGroups groups, Synapses.Convolution synapses, Slice slice, int lanes) {
        if (!groups.reaches(0)) {
            return Double.MAX_VALUE;
        }
        double tiles = Math.ceilDiv(groups.span(0) * slice.channels(), lanes)
                * synapses.window().kernelY();
        double spikes = Firing.USUAL_RATE * synapses.in().channels() * groups.size();
        double visited = 1 - Math.exp(-spikes);
        return (visited * (VISIT + CARRY_TILE * tiles) + ADD_TILE * tiles * spikes) / groups.size();
    }

    private int place(int y, int group) {
        return y * groups.groups(synapses.in().width()) + group;
    }

    private boolean arrives(int y, int group) {
        for (int x = group * groups.size(); x < Math.min(synapses.in().width(), (group + 1) * groups.size()); x++) {
            if (reachedTargets(y, x) > 0) {
                return true;
            }
        }
        return false;
    }

    private int reachedTargets(int y, int x) {
        WindowGeometry columns = groups.columns();
        if (!rows.reaches(rows.phase(y)) || !columns.reaches(columns.phase(x))) {
            return 0;
        }
        return rows.reached(y, slice.rowFrom(), slice.rowTo())
                * columns.reached(x, slice.columnFrom(), slice.columnTo())
                * slice.channels();
    }

    private Margin reach(int y, int group) {
        int firstRow = rows.firstOutput(y);
        int firstColumn = groups.firstOutput(group);
        int lastRow = firstRow + rows.span(rows.phase(y)) - 1;
        int span = groups.span(group);
        return new Margin(
                Math.max(0, slice.rowFrom() - firstRow),
                Math.max(0, lastRow - slice.rowTo() + 1),
                Math.max(0, slice.columnFrom() - firstColumn),
                Math.max(0, firstColumn + span - slice.columnTo()),
                span * slice.channels());
    }

    Margin margin() {
        return margin;
    }

    /** The table with its weights laid out for the core's sums; this one has axon numbers only. */
    BlockSynapses laidOut(SumLayout layout, Kernels kernels) {
        int lanes = layout.isWide() ? kernels.lanes32() : kernels.lanes16();
        return new BlockSynapses(this).layOut(layout, IntStream.range(0, lanes).toArray());
    }

    /** The table with its weights laid out for windows of several steps; this one has axon numbers only. */
    BlockSynapses laidOutForCodes(SumLayout layout, Kernels kernels) {
        BlockSynapses table = new BlockSynapses(this)
                .layOut(
                        layout,
                        IntStream.range(0, kernels.lanes16())
                                .map(kernels::pairedLane)
                                .toArray());
        table.codeWeights = Stream.of(table.weights).map(BlockSynapses::raised).toArray(short[][]::new);
        table.weights = new byte[0][];
        return table;
    }

    private static short[] raised(byte[] weights) {
        short[] raised = new short[weights.length];
        for (int i = 0; i < weights.length; i++) {
            raised[i] = (short) (weights[i] + Kernels.RAISE);
        }
        return raised;
    }

    /** Numbers the operations of axons, for a core whose weights are in the table of another. */
    BlockSynapses placed(SumLayout layout) {
        BlockSynapses placed = new BlockSynapses(this);
        placed.placeSums(layout, new Pattern[rows.stride() * groups.columns().stride()]);
        return placed;
    }

    /** @param laneOf for each sum of a tile the lane of its weight */
    private BlockSynapses layOut(SumLayout layout, int[] laneOf) {
        int lanes = laneOf.length;
        int columnPhases = groups.columns().stride();
        int[] groupOfPhase = groupOfPhase(columnPhases);
        Pattern[] patterns = new Pattern[rows.stride() * columnPhases];
        int length = 0;
        for (int p = 0; p < patterns.length; p++) {
            int group = groupOfPhase[p % columnPhases];
            if (group >= 0 && rows.reaches(p / columnPhases)) {
                int rowTaps = rows.taps()[p / columnPhases].length;
                patterns[p] = new Pattern(
                        tileOffsets(p / columnPhases, group, layout, lanes),
                        length,
                        rowTaps * tilesPerRow(group, lanes) * lanes);
                length += patterns[p].channelStride * synapses.in().channels() * groups.size();
            }
        }
        weights = new byte[parts()][length + Kernels.WEIGHT_SLACK];
        for (int p = 0; p < patterns.length; p++) {
            if (patterns[p] != null) {
                int group = groupOfPhase[p % columnPhases];
                fillWeights(patterns[p], p / columnPhases, group, tilesPerRow(group, lanes) * lanes, laneOf);
            }
        }
        placeSums(layout, patterns);
        return this;
    }

    /** For each pattern of the columns a group that has it and reaches an output, or -1. */
    private int[] groupOfPhase(int columnPhases) {
        int[] groupOf = new int[columnPhases];
        Arrays.fill(groupOf, -1);
        for (int group = groups.groups(synapses.in().width()) - 1; group >= 0; group--) {
            groupOf[groups.pattern(group)] = groups.reaches(group) ? group : groupOf[groups.pattern(group)];
        }
        return groupOf;
    }

    private int tilesPerRow(int group, int lanes) {
        return Math.ceilDiv(groups.span(group) * slice.channels(), lanes);
    }

    private int[] tileOffsets(int phaseY, int group, SumLayout layout, int lanes) {
        int perRow = tilesPerRow(group, lanes);
        int[] rowOffsets = rows.offsets()[phaseY];
        int[] offsets = new int[rowOffsets.length * perRow];
        for (int t = 0; t < offsets.length; t++) {
            offsets[t] = rowOffsets[t / perRow] * layout.rowStride() + t % perRow * lanes;
        }
        return offsets;
    }

    private void fillWeights(Pattern pattern, int phaseY, int group, int rowLength, int[] laneOf) {
        int lanes = laneOf.length;
        int[] tapsY = rows.taps()[phaseY];
        for (int g = 0; g < groups.size(); g++) {
            int[] tapsX = groups.taps(group, g);
            for (int in = 0; in < synapses.in().channels(); in++) {
                int channel = pattern.weightBase + (g * synapses.in().channels() + in) * pattern.channelStride;
                for (int ty = 0; ty < tapsY.length; ty++) {
                    for (int tx = 0; tx < tapsX.length; tx++) {
                        int run = groups.offset(group, g, tx) * slice.channels();
                        for (int c = 0; c < slice.channels(); c++) {
                            int sum = run + c;
                            int at = channel + ty * rowLength + sum / lanes * lanes + laneOf[sum % lanes];
                            fill(at, synapses.weight(slice.channelFrom() + c, in, tapsY[ty], tapsX[tx]));
                        }
                    }
                }
            }
        }
    }

    private void fill(int at, int weight) {
        int rest = weight;
        for (byte[] part : weights) {
            part[at] = (byte) Math.clamp(rest, Byte.MIN_VALUE, Byte.MAX_VALUE);
            rest -= part[at];
        }
    }

    /** How many bytes make the largest weight of the slice. */
    private int parts() {
        int parts = 1;
        for (int c = slice.channelFrom(); c < slice.channelTo(); c++) {
            for (int in = 0; in < synapses.in().channels(); in++) {
                for (int ky = 0; ky < synapses.window().kernelY(); ky++) {
                    for (int kx = 0; kx < synapses.window().kernelX(); kx++) {
                        int weight = synapses.weight(c, in, ky, kx);
                        parts = Math.max(
                                parts, Math.ceilDiv(Math.abs(weight), weight < 0 ? -Byte.MIN_VALUE : Byte.MAX_VALUE));
                    }
                }
            }
        }
        return parts;
    }

    private void placeSums(SumLayout layout, Pattern[] patterns) {
        Shape in = synapses.in();
        targets = new int[bases.length * groups.size()];
        patternOf = new Pattern[bases.length];
        for (int y = 0; y < in.height(); y++) {
            for (int x = 0; x < in.width(); x++) {
                int group = groups.group(x);
                int place = placeOf[place(y, group)];
                if (place != NO_AXON) {
                    bases[place] = layout.index(
                            rows.firstOutput(y) - slice.rowFrom(), groups.firstOutput(group) - slice.columnFrom());
                    targets[place * groups.size() + x % groups.size()] = reachedTargets(y, x);
                    patternOf[place] = patterns[rows.phase(y) * groups.columns().stride() + groups.pattern(group)];
                }
            }
        }
    }

    @Override
    public int axon(int element) {
        Shape in = synapses.in();
        int y = element % in.positions() / in.width();
        int x = element % in.width();
        int place = placeOf[place(y, groups.group(x))];
        if (place == NO_AXON || reachedTargets(y, x) == 0) {
            return NO_AXON;
        }
        return place * wordsPerPlace * Long.SIZE + x % groups.size() * in.channels() + element / in.positions();
    }

    @Override
    public int operations(int axon) {
        int place = axon / (wordsPerPlace * Long.SIZE);
        int column = axon % (wordsPerPlace * Long.SIZE) / synapses.in().channels();
        return targets[place * groups.size() + column];
    }

    @Override
    public int axonWords() {
        return bases.length * wordsPerPlace;
    }

    @Override
    public long weightBytes() {
        return Stream.of(weights).mapToLong(part -> part.length).sum()
                + Stream.of(codeWeights)
                        .mapToLong(part -> (long) Short.BYTES * part.length)
                        .sum();
    }

    @Override
    public long tableBytes() {
        return (long) Integer.BYTES * (placeOf.length + bases.length + targets.length);
    }

    @Override
    public long integrate(MemorySegment spikes, StepSums sums) {
        long operations = 0;
        for (int p = 0, word = 0; p < bases.length; p++) {
            Pattern pattern = patternOf[p];
            for (int w = 0; w < wordsPerPlace; w++, word++) {
                long channels = spikes.getAtIndex(ValueLayout.JAVA_LONG, word);
                if (channels != 0) {
                    spikes.setAtIndex(ValueLayout.JAVA_LONG, word, 0);
                    for (byte[] part : weights) {
                        sums.addTiles(
                                bases[p],
                                pattern.tileOffsets,
                                part,
                                pattern.weightBase + w * Long.SIZE * pattern.channelStride,
                                pattern.channelStride,
                                channels);
                    }
                    operations += operations(p, channels);
                }
            }
        }
        return operations;
    }

    @Override
    public void integrate(SpikePlanes spikes, StepSums sums) {
        int place = 0;
        int wordOfPlace = 0;
        for (int first = 0; first < axonWords(); first += CodeWords.WORDS) {
            int words = Math.min(CodeWords.WORDS, axonWords() - first);
            boolean hasCodes = spikes.take(first, words);
            for (int w = 0; w < words; w++) {
                if (hasCodes && spikes.codes().axons(w) != 0) {
                    addCodes(place, wordOfPlace, spikes.codes(), w, sums);
                }
                wordOfPlace = wordOfPlace + 1 == wordsPerPlace ? 0 : wordOfPlace + 1;
                place += wordOfPlace == 0 ? 1 : 0;
            }
        }
    }

    private void addCodes(int place, int wordOfPlace, CodeWords codes, int word, StepSums sums) {
        Pattern pattern = patternOf[place];
        for (short[] part : codeWeights) {
            sums.addCodes(
                    bases[place],
                    pattern.tileOffsets,
                    part,
                    pattern.weightBase + wordOfPlace * Long.SIZE * pattern.channelStride,
                    pattern.channelStride,
                    codes,
                    word);
        }
    }

    private long operations(int place, long channels) {
        int size = groups.size();
        if (size == 1) {
            return (long) Long.bitCount(channels) * targets[place];
        }
        int perColumn = synapses.in().channels();
        long operations = 0;
        for (int g = 0; g < size; g++) {
            long own = channels >>> (g * perColumn) & (1L << perColumn) - 1;
            operations += (long) Long.bitCount(own) * targets[place * size + g];
        }
        return operations;
    }

    @Override
    public OperationCounts operationCounts() {
        int ofPlace = wordsPerPlace * Long.SIZE;
        return new OperationCounts(
                axonWords(),
                axon -> axon % ofPlace < synapses.in().channels() * groups.size()
                        ? operations(axon)
                        : OperationCounts.UNUSED);
    }
}
