package org.synfire.network.sanafe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.integer.SynapseFormat;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.network.reference.SpikingReference;
import org.synfire.network.sanafe.SanaFeConversion.CoreSlice;
import org.synfire.network.sanafe.SanaFeConversion.Layout;
import org.synfire.network.sanafe.SanaFeNetwork.Connection;
import org.synfire.network.sanafe.SanaFeNetwork.Cores;
import org.synfire.network.sanafe.SanaFeNetwork.Group;

/** Networks of integers made of SANA-FE's, stepped by the reference, against plain loops in real numbers. */
class SanaFeConversionTest {
    private static final int STEPS = 60;
    private static final NetworkInput.Spikes SILENCE = (sample, step, into) -> 0;

    /**
     * 2 maps of 6 x 5, a convolution of stride 2 x 1 to 3 maps of 2 x 3, and a full connection to 4 with a way back.
     */
    private static SanaFeNetwork network(double leak, LeakyNeurons.Reset reset, boolean isMapped) {
        Random random = new Random(7);
        int[] biases = random.ints(60, 0, 25).toArray();
        List<Cores> interleaved = List.of(new Cores(0, 6, 2, 1), new Cores(6, 12, 0, 0), new Cores(12, 18, 2, 1));
        return new SanaFeNetwork(
                "small",
                List.of(
                        new Group(
                                "in",
                                60,
                                new int[] {17},
                                biases,
                                leak,
                                reset,
                                isMapped ? List.of(new Cores(0, 60, 0, 1)) : List.of()),
                        new Group(
                                "map",
                                18,
                                random.ints(18, 5, 15).toArray(),
                                new int[] {0},
                                leak,
                                reset,
                                isMapped ? interleaved : List.of()),
                        new Group(
                                "out",
                                4,
                                new int[] {9},
                                new int[] {0},
                                leak,
                                reset,
                                isMapped ? List.of(new Cores(0, 4, 1, 0)) : List.of())),
                List.of(
                        new Connection.Convolution(0, 1, 2, 6, 5, 3, 3, 3, 2, 1, shorts(random, 3 * 3 * 2 * 3)),
                        new Connection.Dense(1, 2, shorts(random, 18 * 4)),
                        new Connection.Listed(
                                2, 1, new int[] {3, 0, 3}, new int[] {17, 2, 17}, new short[] {-9, 8, 3})));
    }

    private static short[] shorts(Random random, int count) {
        short[] values = new short[count];
        for (int i = 0; i < count; i++) {
            values[i] = (short) random.nextInt(-6, 10);
        }
        return values;
    }

    /** Spikes [group][step][neuron] by plain loops: SANA-FE's rule, potentials as doubles. */
    private static boolean[][][] plain(SanaFeNetwork network) {
        int groups = network.groups().size();
        double[][] potential = new double[groups][];
        double[][] arriving = new double[groups][];
        boolean[][][] spikes = new boolean[groups][STEPS][];
        for (int g = 0; g < groups; g++) {
            potential[g] = new double[network.groups().get(g).neurons()];
            arriving[g] = new double[potential[g].length];
        }
        for (int step = 0; step < STEPS; step++) {
            for (int g = 0; g < groups; g++) {
                Group group = network.groups().get(g);
                spikes[g][step] = new boolean[group.neurons()];
                for (int n = 0; n < group.neurons(); n++) {
                    potential[g][n] = (int) (potential[g][n] * group.leak() * 64) / 64.0;
                    potential[g][n] += of(group.biases(), n) + arriving[g][n];
                    arriving[g][n] = 0;
                    if (potential[g][n] > of(group.thresholds(), n)) {
                        spikes[g][step][n] = true;
                        potential[g][n] = group.reset() == LeakyNeurons.Reset.ZERO
                                ? 0
                                : potential[g][n] - of(group.thresholds(), n);
                    }
                }
            }
            for (Connection connection : network.connections()) {
                for (int from = 0; from < potential[connection.source()].length; from++) {
                    if (spikes[connection.source()][step][from]) {
                        add(connection, from, arriving[connection.target()]);
                    }
                }
            }
        }
        return spikes;
    }

    private static int of(int[] values, int neuron) {
        return values.length == 1 ? values[0] : values[neuron];
    }

    private static void add(Connection connection, int from, double[] arriving) {
        switch (connection) {
            case Connection.Dense dense -> {
                for (int to = 0; to < arriving.length; to++) {
                    arriving[to] += dense.weights()[from * arriving.length + to];
                }
            }
            case Connection.Listed listed ->
                IntStream.range(0, listed.weights().length)
                        .filter(s -> listed.from()[s] == from)
                        .forEach(s -> arriving[listed.to()[s]] += listed.weights()[s]);
            case Connection.Convolution c -> {
                int channel = from / (c.height() * c.width());
                int row = from / c.width() % c.height();
                int column = from % c.width();
                for (int to = 0; to < arriving.length; to++) {
                    int y = row - to / c.outWidth() % c.outHeight() * c.strideY();
                    int x = column - to % c.outWidth() * c.strideX();
                    if (y >= 0 && y < c.kernelHeight() && x >= 0 && x < c.kernelWidth()) {
                        int kernel = to / c.outWidth() / c.outHeight();
                        arriving[to] += c.weights()[
                                ((y * c.kernelWidth() + x) * c.channels() + channel) * c.kernels() + kernel];
                    }
                }
            }
        }
    }

    private static boolean[][][] byReference(IntegerNetwork network) {
        SpikingReference reference = new SpikingReference(network);
        reference.compute(SILENCE, 0);
        boolean[][][] spikes = new boolean[network.populations().size() - 1][STEPS][];
        for (int g = 0; g < spikes.length; g++) {
            int neurons = network.population(g + 1).shape().size();
            SpikeTrains trains = reference.spikes(g + 1);
            for (int step = 0; step < STEPS; step++) {
                spikes[g][step] = new boolean[neurons];
                for (int n = 0; n < neurons; n++) {
                    spikes[g][step][n] = trains.hasSpike(n, step);
                }
            }
        }
        return spikes;
    }

    private static int count(boolean[][] spikes) {
        int count = 0;
        for (boolean[] step : spikes) {
            for (boolean spike : step) {
                count += spike ? 1 : 0;
            }
        }
        return count;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.99975585937, 0.875, 0.5, 0.3})
    void everySpikeIsThatOfPlainLoops(double leak) {
        for (LeakyNeurons.Reset reset : LeakyNeurons.Reset.values()) {
            SanaFeNetwork source = network(leak, reset, false);
            boolean[][][] expected = plain(source);
            for (boolean[][] group : expected) {
                assertTrue(count(group) > 0, "a network that does nothing shows nothing");
            }
            for (Layout layout : Layout.values()) {
                boolean[][][] found =
                        byReference(SanaFeConversion.of(source, STEPS, layout).network());
                assertTrue(Arrays.deepEquals(expected, found), leak + " " + reset + " " + layout);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void neuronsOfACoreFollowOneAnother(LeakyNeurons.Reset reset) {
        SanaFeNetwork source = network(0.875, reset, true);
        SanaFeConversion made = SanaFeConversion.of(source, STEPS, Layout.AS_MAPPED);
        assertTrue(made.isReordered());
        assertEquals(
                List.of(
                        new CoreSlice(1, 0, 60, 0, 1),
                        new CoreSlice(2, 0, 12, 2, 1),
                        new CoreSlice(2, 12, 18, 0, 0),
                        new CoreSlice(3, 0, 4, 1, 0)),
                made.slices());
        boolean[][][] expected = plain(source);
        boolean[][][] found = byReference(made.network());
        assertTrue(Arrays.deepEquals(expected[0], found[0]));
        assertTrue(Arrays.deepEquals(expected[2], found[2]));
        for (int step = 0; step < STEPS; step++) {
            boolean[] map = expected[1][step];
            boolean[] moved = new boolean[18];
            System.arraycopy(map, 0, moved, 0, 6);
            System.arraycopy(map, 12, moved, 6, 6);
            System.arraycopy(map, 6, moved, 12, 6);
            assertArrayEquals(moved, found[1][step]);
        }
    }

    @Test
    void aMappedNetworkAsMapsHasNoSlices() {
        SanaFeConversion made = SanaFeConversion.of(network(1, LeakyNeurons.Reset.ZERO, true), STEPS, Layout.AS_MAPS);
        assertEquals(List.of(), made.slices());
        assertFalse(made.isReordered());
        assertEquals(new Shape(3, 2, 3), made.network().population(2).shape());
        assertEquals(
                Shape.vector(18),
                SanaFeConversion.of(network(1, LeakyNeurons.Reset.ZERO, false), STEPS, Layout.AS_MAPPED)
                        .network()
                        .population(2)
                        .shape());
    }

    @ParameterizedTest
    @EnumSource
    void synapsesAreStoredAsTheFileHasThem(Layout layout) {
        IntegerNetwork made = SanaFeConversion.of(network(1, LeakyNeurons.Reset.ZERO, true), STEPS, layout)
                .network();
        assertEquals(
                List.of(SynapseFormat.SHARED, SynapseFormat.DENSE, SynapseFormat.SPARSE),
                made.projections().stream()
                        .filter(projection -> projection.source() > 0)
                        .map(projection -> projection.synapses().format())
                        .toList());
        assertEquals(3 * 6 * 18, made.projections().get(3).synapses().connections());
    }

    @Test
    void convolutionsThatDisagreeAboutAMapAreRefused() {
        SanaFeNetwork source = network(1, LeakyNeurons.Reset.ZERO, false);
        List<Connection> more = new ArrayList<>(source.connections());
        more.add(new Connection.Convolution(1, 2, 1, 6, 3, 3, 3, 1, 1, 1, new short[9]));
        InputException e = assertThrows(
                InputException.class,
                () -> SanaFeConversion.of(new SanaFeNetwork("bad", source.groups(), more), STEPS, Layout.AS_MAPS));
        assertTrue(e.getMessage().contains("group map is a map of 3x2x3 for one convolution"), e.getMessage());
    }
}
