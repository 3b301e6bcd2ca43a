package org.synfire.network.quantize;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.synfire.network.fold.AffineFolding;
import org.synfire.network.fold.LiveNodes;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.graph.Shape;

/**
 * Networks that read pixels as they are, 0..255, which need no sign: the mean and deviation of their preprocessing are
 * in the weights and biases of the first layers, where padding stays what it was.
 */
final class UnsignedImage {
    private UnsignedImage() {}

    /**
     * The network that gives the same for pixels as they are.
     *
     * @return nothing where the preprocessed pixels are never negative, where the file has integers of its own for
     *     them, or where what reads the image cannot take factors and offsets
     */
    static Optional<Network> of(Network network, Preprocessing preprocessing) {
        boolean isNegative = false;
        for (int channel = 0; channel < preprocessing.channels(); channel++) {
            isNegative |= preprocessing.value(channel, 0) < 0;
        }
        if (!isNegative) {
            return Optional.empty();
        }
        Node.Input input = network.input();
        List<Node> nodes = new ArrayList<>();
        nodes.add(input);
        nodes.add(normalisation(input, preprocessing));
        for (Node node : network.nodes().subList(1, network.nodes().size())) {
            nodes.add(node.with(
                    node.name(), node.inputs().stream().map(i -> i + 1).toList()));
        }
        LiveNodes live = LiveNodes.of(
                        nodes, network.outputs().stream().map(i -> i + 1).toList())
                .changed(AffineFolding::intoOne)
                .changed(AffineFolding::intoReaders);
        return live.nodes().size() > network.nodes().size()
                ? Optional.empty()
                : Optional.of(
                        new Network(network.name(), live.nodes(), live.outputs(), network.notes(), network.aliases()));
    }

    private static Node.Affine normalisation(Node.Input input, Preprocessing preprocessing) {
        Shape shape = input.shape();
        float[] factors = new float[shape.channels()];
        float[] offsets = new float[shape.channels()];
        int perChannel = Math.max(1, shape.channels() / preprocessing.channels());
        for (int i = 0; i < factors.length; i++) {
            int channel = preprocessing.channels() == 1 ? 0 : i / perChannel;
            float zero = preprocessing.value(channel, 0);
            offsets[i] = zero;
            factors[i] = (preprocessing.value(channel, Preprocessing.MAX_PIXEL) - zero) / Preprocessing.MAX_PIXEL;
        }
        return new Node.Affine(input.name() + ", normalised", 0, shape, factors, offsets);
    }
}
