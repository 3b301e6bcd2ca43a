package org.synfire.network.description;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The built-in networks are the sourced ones, and every description survives being written and read. */
class DescriptionsTest {
    static List<String> names() {
        return Descriptions.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void readsWhatItWrites(String name) {
        SpikingDescription network = Descriptions.find(name);
        assertEquals(network, DescriptionFile.parse("written", DescriptionFile.write(network)));
        assertEquals(name, network.name());
    }

    /** MINT's public code: 1,736,896 weights without the bias of the output, 245,760 neurons of convolutions. */
    @Test
    void vgg9HasTheSizeOfThePaper() {
        SpikingDescription network = Descriptions.find("vgg9");
        assertEquals(
                1_736_896,
                network.weighted().stream().mapToLong(Layer.Weighted::weights).sum());
        assertEquals(
                245_760,
                network.layers().stream()
                        .filter(Layer.Convolution.class::isInstance)
                        .mapToLong(layer -> layer.out().size())
                        .sum());
        assertEquals(8, network.weighted().size());
    }

    /** Lui and Neftci: 401,408 and 802,816 weights of the second and third layer. */
    @Test
    void lui3HasTheKernelsOfThePaper() {
        SpikingDescription network = Descriptions.find("lui3");
        assertEquals(3_136, network.weighted().get(0).weights());
        assertEquals(401_408, network.weighted().get(1).weights());
        assertEquals(802_816, network.weighted().get(2).weights());
    }
}
