package org.synfire.emulator.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.synfire.emulator.result.LayerLoss;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.demo.Demo;
import org.synfire.network.graph.Network;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.Parts;
import org.synfire.network.integer.Sparsity;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.network.quantize.Quantizer;
import org.synfire.network.quantize.RangeRule;
import org.synfire.network.sparsity.SparsityPlan;

class AccuracyProbeTest {
    private static final ImageSet IMAGES = Demo.images(30);

    private static List<LayerLoss> losses(EncodedNetwork network) {
        try (AccuracyProbe probe = new AccuracyProbe(network, Demo.FLOATING, Demo.FILE, Preprocessing.unit())) {
            return probe.measure(IMAGES);
        }
    }

    private static EncodedNetwork quantized(Quantizer quantizer) {
        return quantizer.calibrate(Demo.DIGITS.train(), Preprocessing.unit()).quantize(Demo.FLOATING, Demo.FILE);
    }

    @Test
    void comparesEveryLayerThatHasATensor() {
        List<LayerLoss> losses = losses(Demo.ENCODED);
        assertEquals(
                List.of("stem_relu", "widen_relu", "branch1_relu", "join_relu", "head_relu", "average", "logits"),
                losses.stream().map(LayerLoss::layer).toList());
        assertEquals(30L * 6_272, losses.getFirst().values());
        assertTrue(losses.stream().allMatch(loss -> loss.signalToNoiseDb() > 25), losses.toString());
    }

    /** A bit fewer halves the resolution: 6 dB. */
    @Test
    void fourBitsCarryAbout24DecibelsLess() {
        List<LayerLoss> eight = losses(Demo.ENCODED);
        List<LayerLoss> four = losses(quantized(Quantizer.symmetric(4)));
        double difference = eight.getFirst().signalToNoiseDb() - four.getFirst().signalToNoiseDb();
        assertEquals(24, difference, 5);
        assertTrue(
                four.getFirst().zeroed() > 1.5 * eight.getFirst().zeroed(),
                four.getFirst() + " and " + eight.getFirst());
    }

    @Test
    void cutRangesShowAsSaturation() {
        LayerLoss cut = losses(quantized(Quantizer.symmetric(8).withRanges(new RangeRule.Percentile(95))))
                .getFirst();
        assertEquals(0.05, cut.saturated(), 0.02);
        assertTrue(cut.signalToNoiseDb() < losses(Demo.ENCODED).getFirst().signalToNoiseDb() - 5, cut.toString());
    }

    @Test
    void theLayerThatSpoilsANetworkIsSeen() {
        List<LayerLoss> whole = losses(Demo.ENCODED);
        List<LayerLoss> spoilt =
                losses(Demo.ENCODED.with(SparsityPlan.of(Demo.NETWORK, new int[] {0, 0, 5, 0, 0, 0}, new int[0])
                        .applyTo(Demo.NETWORK)));
        assertEquals(whole.get(1), spoilt.get(1));
        assertTrue(
                whole.get(2).signalToNoiseDb() - spoilt.get(2).signalToNoiseDb() > 10,
                spoilt.get(2).toString());
        assertEquals(Sparsity.NONE, Parts.stem(Demo.NETWORK.population(3)).sparsity());
    }

    /** The file may have the values of such a layer in another order. */
    @Test
    void layersWithoutATensorOfTheirNameAreLeftOut() {
        Network renamed = new Network(
                Demo.FLOATING.name(),
                Demo.FLOATING.nodes().stream()
                        .map(node -> node.name().equals("widen_relu") ? node.with("widen_relu#2", node.inputs()) : node)
                        .toList(),
                Demo.FLOATING.outputs(),
                List.of(),
                Map.of("widen_relu#2", "widen_relu"));
        EncodedNetwork network = Quantizer.symmetric(8)
                .calibrate(Demo.DIGITS.train(), Preprocessing.unit())
                .quantize(renamed, Demo.FILE);
        try (AccuracyProbe probe = new AccuracyProbe(network, renamed, Demo.FILE, Preprocessing.unit())) {
            assertEquals(
                    List.of("stem_relu", "branch1_relu", "join_relu", "head_relu", "average", "logits"),
                    probe.measure(IMAGES.take(2)).stream().map(LayerLoss::layer).toList());
        }
    }

    @Test
    void needsImages() {
        try (AccuracyProbe probe = new AccuracyProbe(Demo.ENCODED, Demo.FLOATING, Demo.FILE, Preprocessing.unit())) {
            assertThrows(InputException.class, () -> probe.measure(IMAGES.take(0)));
        }
    }
}
