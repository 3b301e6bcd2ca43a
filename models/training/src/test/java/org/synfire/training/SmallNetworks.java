package org.synfire.training;

import java.nio.charset.StandardCharsets;
import org.bytedeco.pytorch.global.torch;
import org.synfire.network.description.DescriptionFile;
import org.synfire.network.description.Descriptions;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.training.Precision;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Scheme;
import org.synfire.training.spiking.SpikingNetwork;

/** Networks small enough to be trained within a test. */
public final class SmallNetworks {
    private SmallNetworks() {}

    /** The built-in network {@code tiny}. */
    public static SpikingDescription tiny() {
        return Descriptions.find("tiny");
    }

    /** Two convolutions with pooling between them, a full connection, two input channels of 6 x 6, three classes. */
    public static SpikingDescription mixed(boolean normalized) {
        String text = """
            name: mixed
            description: Every kind of layer.
            input: {channels: 2, height: 6, width: 6, mean: [0.4, 0.5], std: [0.5, 0.3]}
            classes: 3
            timeSteps: 5
            neuron: {threshold: 0.5, leak: 0.5}
            layers:
              - convolution: {channels: 4, kernel: 3, normalized: NORMALIZED}
              - maxPool: {side: 2}
              - convolution: {channels: 3, kernel: 2, stride: 1, padding: 0, normalized: NORMALIZED}
              - dense: {neurons: 6}
            """.replace("NORMALIZED", Boolean.toString(normalized));
        return DescriptionFile.parse("mixed", text.getBytes(StandardCharsets.UTF_8));
    }

    /** Two input channels of 6 x 6, a convolution, a global average, three classes. */
    public static SpikingDescription averaged() {
        String text = """
            name: averaged
            description: A global average before the output.
            input: {channels: 2, height: 6, width: 6}
            classes: 3
            timeSteps: 4
            neuron: {threshold: 0.5, leak: 0.5}
            layers:
              - convolution: {channels: 8, kernel: 3}
              - maxPool: {side: 2}
              - globalAverage: {}
            """;
        return DescriptionFile.parse("averaged", text.getBytes(StandardCharsets.UTF_8));
    }

    /** A network with the starting weights of a seed. */
    public static SpikingNetwork seeded(long seed, SpikingDescription description, QuantizationPlan plan) {
        torch.manual_seed(seed);
        return new SpikingNetwork(description, plan);
    }

    /** MINT with the same precision in every layer, the first and the last among them. */
    public static QuantizationPlan mint(SpikingDescription description, PotentialRounding rounding, int bits) {
        Precision precision = Precision.of(bits);
        return QuantizationPlan.of(
                Scheme.MINT, rounding, description.weighted().size(), precision, precision, precision);
    }

    /** No quantisation. */
    public static QuantizationPlan floating(SpikingDescription description) {
        return QuantizationPlan.floating(description.weighted().size());
    }
}
