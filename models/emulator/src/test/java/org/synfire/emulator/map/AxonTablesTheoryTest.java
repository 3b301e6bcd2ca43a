package org.synfire.emulator.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.noc.ChipLimitException;
import org.synfire.noc.chip.Chips;

/** Axon-in words against cases worked by hand, the first two printed in REFERENCE A5. */
class AxonTablesTheoryTest {
    private static long[] words(IntegerNetwork network, int channelParts) {
        Projection projection = network.projections().getLast();
        return words(network, projection, channelParts);
    }

    private static long[] words(IntegerNetwork network, Projection projection, int channelParts) {
        Population target = network.population(projection.target());
        Shape shape = target.shape();
        Cut cut = new Cut(
                target,
                Cut.equalParts(shape.channels(), channelParts),
                Cut.equalParts(shape.height(), 1),
                Cut.equalParts(shape.width(), 1));
        return Arrays.stream(Arrival.of(projection, cut, TableFormat.of(network, target.id(), Chips.darwin3()))
                        .axonIn())
                .mapToLong(AxonIn::words)
                .toArray();
    }

    @Test
    void wordsAreThoseOfMetadataNeuronNumbersAndWeights() {
        IntegerNetwork network =
                new NetworkBuilder(64, 32, 32).convolution(64, 3, 1, 1).build();
        Population target = network.output();
        Cut cut = new Cut(target, Cut.equalParts(64, 16), Cut.equalParts(32, 1), Cut.equalParts(32, 1));
        assertEquals(
                new AxonIn(9 * 64, 25, 2176, 0),
                Arrival.of(
                                network.projections().getLast(),
                                cut,
                                TableFormat.of(network, network.output().id(), Chips.darwin3()))
                        .axonIn()[3]);
    }

    /**
     * 9 * Cin + sum over 9, 6, 6, 4 taps of ceil(taps * Cc / 4) + Cin * (ceil(9 Cc / p) + 4 ceil(6 Cc / p) + 4 ceil(4
     * Cc / p)).
     */
    private static long formula(int inputChannels, int channels, int weightsPerWord) {
        long ids = Math.ceilDiv(9 * channels, 4) + 2L * Math.ceilDiv(6 * channels, 4) + channels;
        long weights = Math.ceilDiv(9 * channels, weightsPerWord)
                + 4 * Math.ceilDiv(6 * channels, weightsPerWord)
                + 4L * Math.ceilDiv(4 * channels, weightsPerWord);
        return 9L * inputChannels + ids + inputChannels * weights;
    }

    @Test
    void sixtyFourChannelsToFourOnOneCoreTake2777Words() {
        assertEquals(
                2777,
                words(new NetworkBuilder(64, 32, 32).convolution(64, 3, 1, 1).build(), 16)[3]);
        assertEquals(2777, formula(64, 4, 6));
    }

    @Test
    void eightChannelsToFourOnOneCoreTake369Words() {
        assertEquals(
                369,
                words(new NetworkBuilder(8, 32, 32).convolution(64, 3, 1, 1).build(), 16)[0]);
        assertEquals(369, formula(8, 4, 6));
    }

    @Test
    void aThreeByThreeKernelFollowsTheFormulaForAnyChannels() {
        for (int inputChannels = 1; inputChannels < 12; inputChannels++) {
            for (int channels = 1; channels < 12; channels++) {
                long words = words(
                        new NetworkBuilder(inputChannels, 7, 9)
                                .convolution(channels, 3, 1, 1)
                                .build(),
                        1)[0];
                assertEquals(formula(inputChannels, channels, 6), words, inputChannels + " to " + channels);
            }
        }
    }

    @Test
    void aPointwiseKernelHasOneClass() {
        // 5 metadata, ceil(7 / 4) words of numbers, 5 * ceil(7 / 6) of weights
        assertEquals(
                5 + 2 + 5 * 2,
                words(new NetworkBuilder(5, 8, 8).convolution(7, 1, 1, 0).build(), 1)[0]);
    }

    @Test
    void aStrideOfTwoHasThreeClassesAnAxis() {
        // rows of an 8-row map under 3x3, stride 2, pad 1: even rows meet one output by the middle tap, odd ones two by
        // the outer taps, row 7 one (the next
        // output is off the map): taps 1, 2, 1 and shapes of 1 and 2 targets
        int metadata = 9;
        int ids = 1 + 1 + 1 + 1;
        int weights = 9;
        assertEquals(
                metadata + ids + weights,
                words(new NetworkBuilder(1, 8, 8).convolution(1, 3, 2, 1).build(), 1)[0]);
    }

    @Test
    void aFullConnectionHasMetadataAndWeightsPerInputAndOneListOfNumbers() {
        IntegerNetwork network = new NetworkBuilder(3, 5, 7).dense(26).build();
        assertEquals(
                List.of(105 * (1 + 3) + 4L, 105 * (1 + 3) + 4L), List.of(words(network, 2)[0], words(network, 2)[1]));
        assertEquals(105 * (1 + 5) + 7, words(network, 1)[0]);
    }

    @Test
    void averagePoolingKeepsItsWeightInTheMetadata() {
        assertEquals(1 + 1, words(new NetworkBuilder(16, 8, 8).averagePool(8).build(), 1)[0]);
        assertEquals(1 + 1, words(new NetworkBuilder(16, 8, 8).averagePool(2).build(), 4)[3]);
    }

    @Test
    void groupsKeepToTheirOwnChannels() {
        // depthwise: each of the 3 channels of a part has 9 classes of 9, 6, 6, 6, 6, 4, 4, 4, 4 taps with one target
        // channel
        long perChannel = 9 + 2 + 4 + 4;
        long ids = 3 + 2 + 2 + 1;
        assertEquals(
                3 * perChannel + ids,
                words(new NetworkBuilder(6, 8, 8).convolution(6, 3, 1, 1, 6).build(), 2)[1]);
    }

    @Test
    void anIdentityBranchRepeatsTheNumberForParallelSynapses() {
        IntegerNetwork network = new NetworkBuilder(4, 4, 4)
                .convolution(4, 1, 1, 0)
                .convolution(4, 1, 1, 0)
                .residual(1, 300)
                .build();
        // 300 = 3 synapses of at most 127: one metadata word, one word with 3 numbers, one with 3 weights
        assertEquals(3, words(network, 1)[0]);
        IntegerNetwork single = new NetworkBuilder(4, 4, 4)
                .convolution(4, 1, 1, 0)
                .convolution(4, 1, 1, 0)
                .residual(1, -127)
                .build();
        assertEquals(2, words(single, 1)[0]);
    }

    @Test
    void anIdentityBranchHasAtMostOneListOfParallelSynapses() {
        IntegerNetwork most = new NetworkBuilder(1, 1, 1)
                .dense(1)
                .dense(1)
                .residual(1, 4096 * 127)
                .build();
        assertEquals(1 + 1024 + 683, words(most, 1)[0]);
        IntegerNetwork tooMany = new NetworkBuilder(1, 1, 1)
                .dense(1)
                .dense(1)
                .residual(1, 4096 * 127 + 1)
                .build();
        var error = assertThrows(ChipLimitException.class, () -> words(tooMany, 1));
        assertEquals(
                "an identity branch of 1x1x1 has a weight that takes 4097 parallel synapses; one axon has at most 4096"
                        + " targets",
                error.getMessage());
    }

    @Test
    void zerosThatPadAMapTakeNoWords() {
        Shape image = new Shape(2, 6, 6);
        Shape padded = new Shape(2, 8, 8);
        int[] order = new int[padded.size()];
        for (int i = 0; i < order.length; i++) {
            int y = i % 64 / 8 - 1;
            int x = i % 8 - 1;
            order[i] = y < 0 || y > 5 || x < 0 || x > 5 ? -1 : image.index(i / 64, y, x);
        }
        IntegerNetwork unpadded =
                new NetworkBuilder(2, 6, 6).convolution(5, 3, 1, 1).build();
        Synapses.Convolution s =
                (Synapses.Convolution) unpadded.projections().getFirst().synapses();
        var synapses = new Synapses.Convolution(padded, s.out(), Window.square(3, 1, 0), 1, s.weights());
        Projection rearranged = new Projection(0, 0, Optional.empty(), Optional.of(order), 1, synapses, 1);
        IntegerNetwork network = IntegerNetwork.inPhase("padded", 8, 8, unpadded.populations(), List.of(rearranged));
        assertEquals(words(unpadded, 1)[0], words(network, 1)[0]);
    }
}
