package org.synfire.network.nir.integer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.file.Sha256;
import org.synfire.network.data.RealData;
import org.synfire.network.event.EventBinning;
import org.synfire.network.event.SpikeFrames;
import org.synfire.network.event.data.EventSet;
import org.synfire.network.event.data.EventSets;
import org.synfire.network.event.format.EventReading;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.RandomStream;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.network.nir.NirNetwork;
import org.synfire.network.nir.step.StepLength;
import org.synfire.network.nir.step.StepOptions;
import org.synfire.network.program.ProductRounding;
import org.synfire.network.program.Register;
import org.synfire.network.program.RegisterArithmetic;
import org.synfire.network.reference.SpikingReference;

/** Networks that people published, in integers: the spikes of integer oracles, the accuracy of real numbers. */
@Timeout(300)
class NirConversionRealTest {
    private static RegisterArithmetic arithmetic(int bits, ProductRounding rounding) {
        return new RegisterArithmetic(new Register(bits, Register.Overflow.SATURATE), rounding);
    }

    private static String digest(SpikeTrains spikes) {
        ByteBuffer pairs =
                ByteBuffer.allocate(spikes.neurons() * spikes.steps() * 8).order(ByteOrder.LITTLE_ENDIAN);
        int[] neurons = new int[spikes.neurons()];
        for (int step = 0; step < spikes.steps(); step++) {
            int count = spikes.spikes(step, neurons);
            for (int i = 0; i < count; i++) {
                pairs.putInt(step).putInt(neurons[i]);
            }
        }
        byte[] used = new byte[pairs.position()];
        pairs.get(0, used);
        return Sha256.of(used);
    }

    /** Weights are integers, and in five bits their scale is 1: the file's network is the oracle's, decays included. */
    @ParameterizedTest
    @CsvSource({
        "TO_RESET, a7aba1c75811622884095d73bd21f19c936415d094d7438165b011f5f2f03c55,"
                + " 76c4a9379fb9f085c89a618cd933633abadd84efd767aa96d6be955e9cabb28f",
        "SUBTRACT, 4e5a841c088f79fc27b0e20bf86231c0b422e0de60fbda0f5a526c292e25155b,"
                + " f312feadb3d6a6d3261376a086b79d79a525f0f15668bcf5d12e9cb25d381d8a"
    })
    void spikesAreThoseOfTheIntegerOracle(StepOptions.Reset reset, String hidden, String out) {
        for (String file : List.of("ff_nested", "ff_plain", "ff_gzip")) {
            NirNetwork network = NirNetwork.read(RealData.require("snn/nir-own/" + file + ".nir"));
            NirConversion made = NirConversion.of(
                    network,
                    StepOptions.euler(1e-3).with(reset),
                    new NirConversion.Format(5, arithmetic(16, ProductRounding.TOWARDS_ZERO), 1),
                    NirPeaks.UNKNOWN,
                    500);
            SpikingReference reference = new SpikingReference(made.network());
            NetworkInput.Spikes input = (sample, step, into) -> {
                int count = 0;
                for (int i = 0; i < 64; i++) {
                    if (RandomStream.below(2003, step * 64L + i, 100) < 6) {
                        into[count++] = i;
                    }
                }
                return count;
            };
            reference.compute(input, 0);
            assertEquals(hidden, digest(reference.spikes(1)), file);
            assertEquals(out, digest(reference.spikes(2)), file);
            assertEquals(List.of(), made.remarks());
        }
    }

    private record Braille(List<SpikeFrames> samples, List<Integer> labels) {}

    private static Braille braille() throws IOException {
        byte[] bytes = Files.readAllBytes(RealData.require("snn/braille/braille7_1158.bin"));
        Braille all = new Braille(new ArrayList<>(), new ArrayList<>());
        for (int start = 0; start < bytes.length; start += 385) {
            List<Integer> steps = new ArrayList<>();
            List<Integer> channels = new ArrayList<>();
            for (int t = 0; t < 256; t++) {
                for (int i = 0; i < 12; i++) {
                    int bit = t * 12 + i;
                    if ((bytes[start + 1 + bit / 8] >> (7 - bit % 8) & 1) != 0) {
                        steps.add(t);
                        channels.add(i);
                    }
                }
            }
            all.samples.add(SpikeFrames.of(
                    12,
                    256,
                    steps.stream().mapToInt(Integer::intValue).toArray(),
                    channels.stream().mapToInt(Integer::intValue).toArray()));
            all.labels.add((int) bytes[start]);
        }
        return all;
    }

    @ParameterizedTest
    @CsvSource({"bias_zero, TO_RESET, 16, 1116", "noBias_subtract, SUBTRACT, 8, 1127"})
    void brailleIsReadAsWellAsInRealNumbers(String name, StepOptions.Reset reset, int weightBits, int inRealNumbers)
            throws IOException {
        NirNetwork network = NirNetwork.read(RealData.require("snn/nir-paper/03_rnn/braille_noDelay_" + name + ".nir"));
        StepOptions options =
                StepOptions.euler(StepLength.of(network).seconds()).with(reset);
        Braille data = braille();
        NirPeaks peaks = NirPeaks.of(network, options, data.samples.subList(0, 50));
        NirConversion made = NirConversion.of(
                network,
                options,
                new NirConversion.Format(weightBits, arithmetic(16, ProductRounding.NEAREST), 1),
                peaks,
                256);
        int correct = correct(made.network(), data.samples, data.labels, 1);
        assertEquals(inRealNumbers, correct, 12, made.remarks().toString());
    }

    private static int correct(IntegerNetwork network, List<SpikeFrames> samples, List<Integer> labels, int copies) {
        SpikingReference reference = new SpikingReference(network);
        NetworkInput.Spikes input = (sample, step, into) -> spikes(samples.get((int) sample), step, copies, into);
        int correct = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            reference.compute(input, sample);
            int[] counts = reference.answer();
            int best = 0;
            for (int i = 1; i < counts.length; i++) {
                best = counts[i] > counts[best] ? i : best;
            }
            correct += best == labels.get(sample) ? 1 : 0;
        }
        return correct;
    }

    private static int spikes(SpikeFrames frames, int step, int copies, int[] into) {
        int count = 0;
        for (int copy = 0; copy < copies; copy++) {
            for (int entry = frames.firstOf(step); entry < frames.size() && frames.step(entry) == step; entry++) {
                if (frames.count(entry) > copy) {
                    into[count++] = copy * frames.channels() + frames.channel(entry);
                }
            }
        }
        return count;
    }

    @Test
    void digitsOfEventsAreReadAsWellAsInRealNumbers() {
        NirNetwork network = NirNetwork.read(RealData.require("snn/nir-paper/02_cnn/cnn_sinabs.nir"));
        StepOptions options = StepOptions.euler(1e-3).with(StepOptions.Reset.SUBTRACT);
        EventSet tests = EventSets.list(RealData.require("snn/nmnist/test100.txt"), EventReading.PLAIN);
        List<SpikeFrames> samples = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int sample = 0; sample < 20; sample++) {
            samples.add(EventBinning.everyMicros(1_000).withSteps(300).frames(tests.recording(sample)));
            labels.add(tests.label(sample));
        }
        int copies = samples.stream().mapToInt(SpikeFrames::largestCount).max().orElseThrow();
        NirConversion made = NirConversion.of(
                network,
                options,
                new NirConversion.Format(8, arithmetic(16, ProductRounding.NEAREST), copies),
                NirPeaks.of(network, options, samples.subList(0, 4)),
                300);
        int correct = correct(made.network(), samples, labels, copies);
        assertTrue(correct >= 19, correct + " of 20");
    }
}
