package org.synfire.network.shift;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.RealData;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.Neurons;
import org.synfire.network.integer.Parts;
import org.synfire.network.integer.Population;
import org.synfire.network.npy.NpyArray;
import org.synfire.network.npy.NpzArchive;
import org.synfire.network.reference.DenseReference;

/** The proof that is not ours: the sums that the networks' vendor computed for the 10,000 test images. */
class Int8ShiftNetworkTest {
    private static final int CLASSES = 10;

    @ParameterizedTest
    @CsvSource({"ai85-mnist, mnist", "ai84-fashion, fashion-mnist", "ai85-cifar10-net5, cifar-10-batches-bin"})
    void givesTheVendorsSums(String network, String dataSet) {
        assertVendorsSums(network, dataSet, 500, 0);
    }

    @ParameterizedTest
    @CsvSource({
        "ai85-mnist, mnist, 9944",
        "ai84-fashion, fashion-mnist, 9149",
        "ai85-cifar10-net5, cifar-10-batches-bin, 7792"
    })
    @EnabledIfSystemProperty(named = "synfire.full", matches = "true")
    void givesTheVendorsSumsForAllImages(String network, String dataSet, int correct) {
        assertVendorsSums(network, dataSet, 10_000, correct);
    }

    private static void assertVendorsSums(String name, String dataSet, int samples, int expectedCorrect) {
        EncodedNetwork encoded = Int8ShiftNetwork.read(RealData.require("models/int8-shift/" + name + ".json"));
        int[] sums = NpyArray.read(RealData.require("models/int8-shift/" + name + "_test10k_acc_int32.npy"))
                .requireShape(10_000, CLASSES)
                .integers();
        ImageSet images = RealData.set(dataSet).test();
        DenseReference reference = new DenseReference(encoded.network());
        byte[] pixels = new byte[images.imageBytes()];
        int[] codes = new int[pixels.length];
        int correct = 0;
        for (int s = 0; s < samples; s++) {
            images.pixels(s, pixels);
            encoded.inputCodes().encode(pixels, codes);
            reference.compute(codes);
            assertArrayEquals(
                    Arrays.copyOfRange(sums, s * CLASSES, (s + 1) * CLASSES),
                    reference.answer(),
                    name + ", image " + s);
            correct += largest(reference.answer()) == images.label(s) ? 1 : 0;
        }
        System.out.printf(
                Locale.ROOT, "%s: %d images, every sum as the vendor's, %d correct%n", name, samples, correct);
        assertTrue(expectedCorrect == 0 || correct == expectedCorrect, correct + " correct");
    }

    private static int largest(int[] values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }

    @ParameterizedTest
    @CsvSource({"ai85-mnist", "ai85-cifar10-net5"})
    void givesTheVendorsValuesInEveryLayer(String name) {
        IntegerNetwork network = Int8ShiftNetwork.read(RealData.require("models/int8-shift/" + name + ".json"))
                .network();
        NpzArchive trace = NpzArchive.read(RealData.require("models/int8-shift/" + name + "_sample_trace.npz"));
        DenseReference reference = new DenseReference(network);
        reference.compute(trace.array("input").integers());
        int compared = 0;
        for (Population population : network.populations()) {
            String array = population.name() + (population.neurons() instanceof Neurons.Answer ? ".acc" : ".out");
            if (trace.find(array).isPresent()) {
                assertArrayEquals(trace.array(array).integers(), reference.values(population.id()), population.name());
                compared++;
            }
        }
        assertEquals(5, compared);
    }

    @Test
    void poolsTheLargestOnTheWayAndMeansInAPopulation() {
        IntegerNetwork network = Int8ShiftNetwork.read(RealData.require("models/int8-shift/ai85-mnist.json"))
                .network();
        assertEquals(
                "[input, conv1, conv2, conv3, conv4.pool, conv4, fc]",
                network.populations().stream().map(Population::name).toList().toString());
        assertEquals(
                2,
                network.projections().stream().filter(p -> p.gate().isPresent()).count());
        assertEquals(6, network.timing().depth());
        assertEquals(-128, Parts.code(network.input()).low());
    }
}
