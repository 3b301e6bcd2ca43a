package org.synfire.emulator.map;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Rescale;
import org.synfire.network.integer.Synapses;

/** Networks of 8 bits for mapping, layer by layer, with random weights from a fixed seed. */
final class NetworkBuilder {
    private static final Code CODE = new Code(8, true, 0, 127, 1, 0);

    private final Random random = new Random(11);
    private final List<Population> populations = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();
    private Optional<MaxGate> gate = Optional.empty();

    NetworkBuilder(int channels, int height, int width) {
        populations.add(new Population(0, "input", new Shape(channels, height, width), new Neurons.ImageInput(CODE)));
    }

    private int last() {
        return populations.size() - 1;
    }

    private Shape sent() {
        return gate.map(MaxGate::out).orElse(populations.getLast().shape());
    }

    private NetworkBuilder add(Synapses synapses) {
        projections.add(new Projection(projections.size(), last(), gate, Optional.empty(), last() + 1, synapses, 1));
        gate = Optional.empty();
        double factor = 4.0 / (1 + synapses.in().channels()) / 127;
        populations.add(new Population(
                populations.size(),
                "layer" + populations.size(),
                synapses.out(),
                new Neurons.Stem(CODE, new int[] {3}, Rescale.nearest(new double[] {factor}, 0))));
        return this;
    }

    /** Pools what the last layer sends to the next. */
    NetworkBuilder maxPool(int kernel, int stride) {
        gate = Optional.of(MaxGate.of(sent(), Window.square(kernel, stride, 0)));
        return this;
    }

    NetworkBuilder convolution(int channels, int kernel, int stride, int pad) {
        return convolution(channels, kernel, stride, pad, 1);
    }

    NetworkBuilder convolution(int channels, int kernel, int stride, int pad, int groups) {
        Window window = Window.square(kernel, stride, pad);
        Shape out = window.output(channels, sent().height(), sent().width());
        return add(new Synapses.Convolution(
                sent(), out, window, groups, weights(channels * (sent().channels() / groups) * kernel * kernel)));
    }

    NetworkBuilder averagePool(int kernel) {
        Window window = Window.square(kernel, kernel, 0);
        int channels = sent().channels();
        short[] ones = new short[channels * kernel * kernel];
        Arrays.fill(ones, (short) 1);
        return add(new Synapses.Convolution(
                sent(), window.output(channels, sent().height(), sent().width()), window, channels, ones));
    }

    NetworkBuilder dense(int outputs) {
        return add(new Synapses.Dense(sent(), Shape.vector(outputs), weights(outputs * sent().size())));
    }

    private short[] weights(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Synapses.weights(bytes);
    }

    /** Adds an identity branch from the layer that many layers before the last one to the last one. */
    NetworkBuilder residual(int layersBack, int weight) {
        int source = last() - layersBack;
        projections.add(Projection.of(
                projections.size(),
                source,
                last(),
                new Synapses.Identity(populations.get(source).shape(), new int[] {weight}, 127)));
        return this;
    }

    IntegerNetwork build() {
        return IntegerNetwork.inPhase("built", 8, 8, populations, projections);
    }

    /** The ResNet-20 of CIFAR-10: 1 + 18 convolutions and a classifier, identity branches within a stage. */
    static IntegerNetwork resnet20() {
        NetworkBuilder builder = new NetworkBuilder(3, 32, 32).convolution(16, 3, 1, 1);
        for (int channels = 16; channels <= 64; channels *= 2) {
            for (int block = 0; block < 3; block++) {
                boolean isNarrowing = channels > 16 && block == 0;
                builder.convolution(channels, 3, isNarrowing ? 2 : 1, 1).convolution(channels, 3, 1, 1);
                if (!isNarrowing) {
                    builder.residual(2, 200);
                }
            }
        }
        return builder.averagePool(8).dense(10).build();
    }

    /** A chain that fills most of a chip. */
    static IntegerNetwork wideChain() {
        NetworkBuilder builder = new NetworkBuilder(3, 64, 64);
        for (int i = 0; i < 8; i++) {
            builder.convolution(64, 3, 1, 1);
        }
        return builder.maxPool(2, 2)
                .convolution(64, 3, 1, 1)
                .maxPool(2, 2)
                .convolution(128, 3, 1, 1)
                .averagePool(16)
                .dense(10)
                .build();
    }
}
