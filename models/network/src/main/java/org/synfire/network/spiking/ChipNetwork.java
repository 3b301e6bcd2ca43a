package org.synfire.network.spiking;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.synfire.network.graph.Shape;
import org.synfire.network.graph.Window;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.DirectCoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.MaxGate;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.integer.Projection;
import org.synfire.network.integer.Synapses;
import org.synfire.network.neuron.NeuronProgram;

/**
 * A trained network as the emulator, the mapper and the reference know networks.
 *
 * <pre>
 *   pixels, layer 1     population 0 and 1; the weights between them make currents
 *   layer 2, 3, ...     populations 2, 3, ...: synapses behind a max-pooling gate at the sender
 *   last layer          raw sums
 * </pre>
 */
final class ChipNetwork {
    private final IntegerSpikingNetwork network;
    private final List<Population> populations = new ArrayList<>();
    private final List<Projection> projections = new ArrayList<>();

    private ChipNetwork(IntegerSpikingNetwork network) {
        this.network = network;
    }

    static IntegerNetwork of(IntegerSpikingNetwork network) {
        return new ChipNetwork(network).network();
    }

    private IntegerNetwork network() {
        IntegerLayer first = network.layers().getFirst();
        populations.add(new Population(0, "image", network.input(), new Neurons.ImageInput(pixels(network.pixels()))));
        DirectCoding direct = new DirectCoding(
                first.in(),
                first.out(),
                window(first),
                first.weightsByElement(),
                network.pixels().shift());
        NeuronProgram neurons = first.neurons().orElseThrow();
        populations.add(new Population(1, first.name(), first.out(), new Neurons.Program(neurons, List.of(direct))));
        for (int i = 1; i < network.layers().size(); i++) {
            add(network.layers().get(i), network.layers().get(i - 1).out());
        }
        int[] weightBits = new int[populations.size()];
        for (int p = 2; p < weightBits.length; p++) {
            weightBits[p] = network.layers().get(p - 1).weightBits();
        }
        return IntegerNetwork.inPhase(network.name(), network.timeSteps(), weightBits, populations, projections);
    }

    private static Optional<Window> window(IntegerLayer layer) {
        return switch (layer.connection()) {
            case Connection.Convolution(Window window) -> Optional.of(window);
            case Connection.Full _, Connection.PerChannel _ -> Optional.empty();
        };
    }

    private static Code pixels(PixelCode pixels) {
        boolean isSigned = pixels.least() < 0;
        return new Code(
                Byte.SIZE,
                isSigned,
                isSigned ? PixelCode.MIN_CODE : 0,
                isSigned ? Byte.MAX_VALUE : PixelCode.MAX_CODE,
                Math.scalb(1.0, -pixels.shift()),
                0);
    }

    private static MaxGate gate(Shape sent, int size) {
        return MaxGate.of(sent, Window.square(size, size, 0));
    }

    private void add(IntegerLayer layer, Shape sent) {
        int id = populations.size();
        int way = projections.size();
        Synapses synapses = synapses(layer);
        projections.add(
                layer.maxPool() == 1
                        ? Projection.of(way, id - 1, id, synapses)
                        : Projection.of(way, id - 1, gate(sent, layer.maxPool()), id, synapses));
        populations.add(new Population(
                id,
                layer.name(),
                layer.out(),
                layer.neurons()
                        .<Neurons>map(Neurons.Program::new)
                        .orElseGet(() -> new Neurons.Answer(new int[1], layer.unit()))));
    }

    private static Synapses synapses(IntegerLayer layer) {
        short[] weights = Synapses.weights(layer.weightsByElement());
        return switch (layer.connection()) {
            case Connection.Convolution(Window window) ->
                new Synapses.Convolution(layer.in(), layer.out(), window, 1, weights);
            case Connection.Full _, Connection.PerChannel _ -> new Synapses.Dense(layer.in(), layer.out(), weights);
        };
    }
}
