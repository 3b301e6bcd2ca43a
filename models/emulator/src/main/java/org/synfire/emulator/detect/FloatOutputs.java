package org.synfire.emulator.detect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.network.data.ImageSet;
import org.synfire.network.detect.Output;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.graph.Network;
import org.synfire.network.quantize.Preprocessing;

/**
 * The outputs of the real-valued network, by ONNX Runtime.
 *
 * <p><b>Threads:</b> one.
 */
public final class FloatOutputs implements SampleOutputs {
    private final FloatNetwork network;
    private final List<Output.Form> forms;
    private final Preprocessing preprocessing;
    private final ImageSet images;
    private final byte[] pixels;
    private final float[] values;

    FloatOutputs(FloatNetwork network, List<Output.Form> forms, Preprocessing preprocessing, ImageSet images) {
        this.network = network;
        this.forms = List.copyOf(forms);
        this.preprocessing = preprocessing;
        this.images = images;
        this.pixels = new byte[images.imageBytes()];
        this.values = new float[pixels.length];
    }

    /** The tensors of a model file that hold a network's outputs, in their order. */
    public static List<String> tensors(Network network) {
        return network.outputs().stream()
                .map(output -> network.tensor(network.nodes().get(output).name()))
                .toList();
    }

    @Override
    public List<Output> of(EmulatedSamples emulated, int sample) {
        images.pixels(sample, pixels);
        preprocessing.apply(pixels, values);
        float[][] answers = network.tensors(values);
        List<Output> outputs = new ArrayList<>();
        for (int i = 0; i < answers.length; i++) {
            Output.Form form = forms.get(i);
            outputs.add(new Output(form, Arrays.copyOf(answers[i], form.shape().size())));
        }
        return outputs;
    }
}
