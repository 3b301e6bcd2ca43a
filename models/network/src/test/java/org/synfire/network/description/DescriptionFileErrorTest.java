package org.synfire.network.description;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.synfire.engine.InputException;

/** Every way in which a network description can be wrong: one change, and the message with its place. */
class DescriptionFileErrorTest {
    private static final String GOOD = """
        name: small
        description: For tests.
        input: {channels: 2, height: 8, width: 6, mean: [0.4, 0.5], std: [0.5, 0.3]}
        classes: 10
        timeSteps: 4
        neuron: {threshold: 0.5, leak: 0.5}
        layers:
          - convolution: {channels: 4, kernel: 3, stride: 1, padding: 1, normalized: true}
          - maxPool: {side: 2}
          - dense: {neurons: 7}
        """;

    @Test
    void readsTheUnchangedFile() {
        assertEquals(4, read(GOOD).layers().size());
    }

    /**
     * In each case: what stands in the file, what is put there with ^ before the place that is to blame, and the
     * message.
     */
    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(
                        "name: small",
                        "^nom: small",
                        "unknown key 'nom', allowed here: name, description, input, classes, timeSteps, neuron,"
                                + " layers"),
                arguments(
                        "channels: 2,",
                        "channels: ^0,",
                        "input.channels: expected a whole number of channels from 1 to 65536, found 0"),
                arguments(
                        "mean: [0.4, 0.5]",
                        "mean: ^[0.4]",
                        "input.mean: expected one value per channel, which is 2; found 1"),
                arguments("std: [0.5, 0.3]", "std: [0.5, ^0]", "input.std: expected a number above 0, found 0"),
                arguments("std: [0.5, 0.3]", "std: [0.5, ^-1]", "input.std: expected a number above 0, found -1"),
                arguments(
                        "classes: 10",
                        "classes: ^1",
                        "classes: expected a whole number of classes from 2 to 65536, found 1"),
                arguments(
                        "classes: 10",
                        "classes: ^ten",
                        "classes: expected a whole number of classes from 2 to 65536, found 'ten'"),
                arguments(
                        "timeSteps: 4",
                        "timeSteps: ^0",
                        "timeSteps: expected a whole number of time steps from 1 to 512, found 0"),
                arguments(
                        "timeSteps: 4",
                        "timeSteps: ^513",
                        "timeSteps: expected a whole number of time steps from 1 to 512, found 513"),
                arguments(
                        "timeSteps: 4",
                        "timeSteps: ^2.5",
                        "timeSteps: expected a whole number of time steps from 1 to 512, found 2.5"),
                arguments("threshold: 0.5", "threshold: ^0", "neuron.threshold: expected a number above 0, found 0"),
                arguments("leak: 0.5", "leak: ^1.5", "neuron.leak: expected a number from 0 to 1, found 1.5"),
                arguments(
                        "kernel: 3,",
                        "kernel: ^-3,",
                        "layers.convolution.kernel: expected a whole number of positions from 1 to 65536, found -3"),
                arguments(
                        "convolution: {channels: 4, kernel: 3",
                        "convolution: ^{channels: 4, kernel: 31",
                        "layers.convolution: a kernel of 31x31 (dilation 1x1) does not fit a padded map of 10x8; it"
                                + " reads 2x8x6"),
                arguments(
                        "convolution: {channels: 4,",
                        "convolution: ^{",
                        "layers.convolution: key 'channels' is missing"),
                arguments(
                        "normalized: true",
                        "normalized: ^1",
                        "layers.convolution.normalized: expected true or false, found '1'"),
                arguments(
                        "maxPool: {side: 2}",
                        "maxPool: ^{side: 7}",
                        "layers.maxPool: a window of 7x7 does not fit a map of 8x6"),
                arguments(
                        "- maxPool: {side: 2}",
                        "- ^minPool: {side: 2}",
                        "layers: unknown key 'minPool', allowed here: convolution, maxPool, dense, globalAverage"),
                arguments("neurons: 7", "^units: 7", "layers.dense: unknown key 'units', allowed here: neurons"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void saysWhatIsWrongAndWhere(String present, String changed, String message) {
        assertEquals(2, GOOD.split(Pattern.quote(present), -1).length, "not once in the file: " + present);
        String marked = GOOD.replace(present, changed);
        InputException e = assertThrows(InputException.class, () -> read(marked.replace("^", "")));
        int index = marked.indexOf('^');
        long line = marked.substring(0, index).chars().filter(c -> c == '\n').count() + 1;
        assertEquals(
                "file:" + line + ":" + (index - marked.lastIndexOf('\n', index - 1)) + ": " + message, e.getMessage());
    }

    @Test
    void refusesTooManyWeightsBeforeAnythingIsMade() {
        String large = GOOD.replace("- dense: {neurons: 7}", "- dense: {neurons: 65536}\n  - dense: {neurons: 65536}");
        String message = assertThrows(InputException.class, () -> read(large)).getMessage();
        assertEquals(
                "file:11:5: layers: makes a network of 4298113096 weights; at most 1073741824 are supported", message);
    }

    @Test
    void refusesTwoLayersInOne() {
        String message = assertThrows(InputException.class, () -> read(GOOD.replace("  - dense", "    dense")))
                .getMessage();
        assertEquals("file:9:5: layers: expected one layer, found 2; begin each layer with '- '", message);
    }

    @Test
    void refusesAnImageTooLargeForATensor() {
        String message = assertThrows(
                        InputException.class,
                        () -> read(GOOD.replace("height: 8, width: 6", "height: 65536, width: 65536")))
                .getMessage();
        assertTrue(message.startsWith("file:3:8: input: a tensor of 2 x 65536 x 65536: "), message);
    }

    @Test
    void refusesAPoolingOfTheImage() {
        String message = assertThrows(
                        InputException.class,
                        () -> read(GOOD.replace(
                                "  - convolution: {channels: 4, kernel: 3, stride: 1, padding: 1, normalized: true}\n",
                                "")))
                .getMessage();
        assertEquals(
                "file:8:5: layers: the first layer must be a convolution or dense: it makes spikes of the image",
                message);
    }

    @Test
    void refusesNoLayerAtAll() {
        String message = assertThrows(
                        InputException.class,
                        () -> read(GOOD.substring(0, GOOD.indexOf("  - conv")).replace("layers:", "layers: []")))
                .getMessage();
        assertEquals("file:7:9: layers: expected 1 to 256 layers, found 0", message);
        assertEquals(
                "file: empty, expected a network description",
                assertThrows(InputException.class, () -> read("")).getMessage());
    }

    @Test
    void namesTheBuiltInNetworks() {
        String message = assertThrows(InputException.class, () -> Descriptions.find("vgg8"))
                .getMessage();
        assertTrue(
                message.startsWith(
                        "No network named 'vgg8' is built in and there is no such file; built in are vgg9, "),
                message);
    }

    private static SpikingDescription read(String text) {
        return DescriptionFile.parse("file", text.getBytes(StandardCharsets.UTF_8));
    }
}
