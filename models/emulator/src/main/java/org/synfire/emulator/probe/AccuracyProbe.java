package org.synfire.emulator.probe;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.synfire.emulator.result.LayerLoss;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.graph.Network;
import org.synfire.network.graph.Node;
import org.synfire.network.integer.Code;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Population;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.reference.DenseReference;

/**
 * Where accuracy is lost: each layer's real values, by ONNX Runtime, against what its spikes carry, by the dense
 * reference.
 *
 * <p>Errors add up from layer to layer, so the layer to look at is the one where the ratio falls. Layers that the model
 * file has no tensor of the same name and size for are left out: those whose limits stand behind a pooling, and copies
 * in another order. Works for exact networks, scaled integration and sparse spikes alike. <b>Threads:</b> one.
 * <b>Memory:</b> the model is open from the beginning, since ONNX Runtime opens none once the process has been asked to
 * end.
 */
public final class AccuracyProbe implements AutoCloseable {
    private static final double DECIBEL = 10;

    private final IntegerNetwork network;
    private final InputCodes codes;
    private final Preprocessing preprocessing;
    private final List<Sums> layers = new ArrayList<>();
    private final FloatNetwork model;

    /** What is known of a layer. */
    private static final class Sums {
        private final Population population;
        private long values;
        private double signal;
        private double noise;
        private long saturated;
        private long zeroed;

        Sums(Population population) {
            this.population = population;
        }

        void add(float[] real, int[] carried) {
            switch (population.neurons()) {
                case Neurons.Coded coded -> addCodes(real, carried, coded.code());
                case Neurons.Answer answer -> addSums(real, carried, answer.effectiveUnit());
                case Neurons.SpikeInput spikes -> throw new IllegalStateException("spikes stand for no value");
                case Neurons.Program program -> throw new IllegalStateException("spikes stand for no value");
            }
            values += real.length;
        }

        private void addCodes(float[] real, int[] carried, Code code) {
            for (int i = 0; i < real.length; i++) {
                add(real[i], code.real(carried[i]));
                saturated += carried[i] == code.high() || (code.low() < 0 && carried[i] == code.low()) ? 1 : 0;
            }
        }

        private void addSums(float[] real, int[] carried, double unit) {
            for (int i = 0; i < real.length; i++) {
                add(real[i], unit * carried[i]);
            }
        }

        private void add(double real, double sent) {
            signal += real * real;
            noise += (real - sent) * (real - sent);
            zeroed += sent == 0 && real != 0 ? 1 : 0;
        }

        LayerLoss loss() {
            return new LayerLoss(
                    population.name(),
                    values,
                    DECIBEL * Math.log10(signal / noise),
                    (double) saturated / values,
                    (double) zeroed / values);
        }
    }

    /**
     * @param encoded exact or scaled, sparse or not
     * @param floating what it was quantised from
     * @param file the bytes of its model file
     * @throws InputException if ONNX Runtime cannot open it
     */
    public AccuracyProbe(EncodedNetwork encoded, Network floating, byte[] file, Preprocessing preprocessing) {
        this.network = encoded.network();
        this.codes = encoded.inputCodes();
        this.preprocessing = preprocessing;
        Set<String> tensors = new HashSet<>();
        floating.nodes().stream()
                .filter(node -> !(node instanceof Node.Input))
                .map(Node::name)
                .filter(name -> floating.tensor(name).equals(name))
                .forEach(tensors::add);
        network.populations().stream()
                .skip(1)
                .filter(p -> tensors.contains(p.name()))
                .forEach(p -> layers.add(new Sums(p)));
        model = FloatNetwork.open(
                file,
                floating,
                1,
                layers.stream().map(layer -> layer.population.name()).toList());
    }

    /**
     * Compares all layers on images.
     *
     * @return one entry per layer that can be compared, in the order of the network
     * @throws InputException if there are no images or they do not fit
     */
    public List<LayerLoss> measure(ImageSet images) {
        if (images.size() == 0) {
            throw new InputException("network " + network.name() + ": no images to compare layers on");
        }
        DenseReference reference = new DenseReference(network);
        byte[] pixels = new byte[images.imageBytes()];
        float[] real = new float[pixels.length];
        int[] input = new int[network.input().shape().size()];
        for (int i = 0; i < images.size(); i++) {
            images.pixels(i, pixels);
            preprocessing.apply(pixels, real);
            codes.encode(pixels, input);
            reference.compute(input);
            compare(model.tensors(real), reference);
        }
        return layers.stream().filter(layer -> layer.values > 0).map(Sums::loss).toList();
    }

    @Override
    public void close() {
        model.close();
    }

    private void compare(float[][] values, DenseReference reference) {
        for (int l = 0; l < values.length; l++) {
            int[] carried = reference.values(layers.get(l).population.id());
            if (carried.length == values[l].length) {
                layers.get(l).add(values[l], carried);
            }
        }
    }
}
