package org.synfire.models.sparsity;

import java.util.List;
import java.util.Random;
import org.synfire.models.data.ImageSet;
import org.synfire.models.data.RandomImages;
import org.synfire.models.integer.Code;
import org.synfire.models.integer.IntegerNetwork;
import org.synfire.models.integer.Population;
import org.synfire.models.integer.Projection;
import org.synfire.models.integer.Rescale;
import org.synfire.models.integer.Synapses;
import org.synfire.models.network.Shape;
import org.synfire.models.network.Window;
import org.synfire.models.quantize.InputCodes;
import org.synfire.models.quantize.Preprocessing;

/** Three layers that send codes of small values, one of which hardly matters to the answer. */
final class SearchedNetwork {
    private static final Code CODE = new Code(8, true, 0, 127, 1.0 / 127, 0);

    private SearchedNetwork() {}

    static IntegerNetwork network() {
        Shape map = new Shape(2, 6, 6);
        Shape hidden = new Shape(6, 6, 6);
        Random random = new Random(11);
        return new IntegerNetwork(
                "searched",
                8,
                8,
                List.of(
                        Population.input("image", map, CODE),
                        layer(1, "first", hidden, 1.0 / 900),
                        layer(2, "second", hidden, 1.0 / 1500),
                        layer(3, "third", Shape.vector(24), 1.0 / 4000),
                        new Population(4, "answer", Shape.vector(5), new int[1], null, null, 1)),
                List.of(
                        convolution(0, 0, 1, map, hidden, random),
                        convolution(1, 1, 2, hidden, hidden, random),
                        new Projection(
                                2,
                                2,
                                null,
                                null,
                                3,
                                new Synapses.Dense(hidden, Shape.vector(24), weights(24 * hidden.size(), random))),
                        new Projection(
                                3,
                                3,
                                null,
                                null,
                                4,
                                new Synapses.Dense(Shape.vector(24), Shape.vector(5), weights(120, random)))));
    }

    private static Population layer(int id, String name, Shape shape, double factor) {
        return new Population(id, name, shape, new int[] {40}, CODE, Rescale.nearest(new double[] {factor}, 0), 0);
    }

    private static Projection convolution(int id, int source, int target, Shape in, Shape out, Random random) {
        return new Projection(
                id,
                source,
                null,
                null,
                target,
                new Synapses.Convolution(
                        in, out, Window.square(3, 1, 1), 1, weights(out.channels() * in.channels() * 9, random)));
    }

    private static short[] weights(int count, Random random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Synapses.weights(bytes);
    }

    static ImageSet images(int count) {
        return new RandomImages(2, 6, 6, count, 4);
    }

    static InputCodes codes() {
        return new InputCodes(network().input(), Preprocessing.unit());
    }
}
