package org.synfire.papers.brunel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.emulator.result.Correlations;
import org.synfire.engine.InputException;
import org.synfire.network.integer.SpikeTrains;
import org.synfire.noc.chip.Chips;
import org.synfire.papers.recurrent.RecurrentModel;
import org.synfire.papers.recurrent.RecurrentRun;
import org.synfire.papers.recurrent.SpikeRaster;
import org.synfire.papers.recurrent.WholeRun;
import org.synfire.papers.run.StopRequest;

/**
 * Brunel's network spikes in every neuron and step as a plain program in C does, which has the same rules and random
 * numbers but no code of this project; its digests and statistics stand here.
 */
@Timeout(300)
class BrunelNetworkTest {
    @ParameterizedTest
    @CsvSource({
        "1, NEST, 2000, 78922, c29ea7aa2e20525d9c8f48b3ab6c066fdda8e7b3ce264ece7329523fd02469f7",
        "1, IRREGULAR, 2000, 91991, 3e6506eea8f22261d116e1ce0b68cc00a959153d5893c46abbd13c88cf4fab2d",
        "0.1, FAST, 2000, 12270, c02cf1d7f7b6ce758020a98c57fa6e797d3d9043a47efbb5cdadaaf9e7613ec8",
        "0.1, SLOW, 2000, 239, fe9ba033013a3f467c1d3be2460b149cebba183aaff0f76b364d8aeab8f2ae4d",
        "0.1, REGULAR, 2000, 79406, 9a809198324f2985982923b37653de9b1d191589a9c9f39a429089e685913ca0"
    })
    void everySpikeIsThatOfAPlainProgram(double scale, BrunelRegime regime, int steps, int spikes, String digest) {
        requireSpikes(scale, regime, steps, spikes, digest);
    }

    /** A second of the full network. */
    @ParameterizedTest
    @EnabledIfSystemProperty(named = "synfire.long", matches = "true")
    @CsvSource({
        "NEST, 400193, 200cb4369a8155e27b0cc28b0cb4cf2f4d5edc9402cff44616a8d70dfaca4a34",
        "IRREGULAR, 465599, dbf641cbd1a4af6a91cb6c4359dd0f844185ef5ee61e104e438b7841597c84de",
        "FAST, 737179, 17ffd2b0f4c6414a89d2ca16640e629c0dfe208fe0b96d1c7a0fd5a39ebd4881",
        "REGULAR, 4117148, 2ac0d1e8d69d227c85a8cc98aa69cd19f957d44df8532765cc86e77c3c77a1cf",
        "SLOW, 69224, fe42a5161f7c2afb95007ce7d7180ea91dcb7050a5c648a02ad48730013319b5"
    })
    void aSecondSpikesAsInAPlainProgram(BrunelRegime regime, int spikes, String digest) {
        requireSpikes(1, regime, 10_000, spikes, digest);
    }

    private static void requireSpikes(double scale, BrunelRegime regime, int steps, int spikes, String digest) {
        SpikeTrains[] trains =
                WholeRun.of(BrunelNetwork.model(scale, regime, steps).network());
        int found = 0;
        for (int p = 1; p < trains.length; p++) {
            for (long word : trains[p].words()) {
                found += Long.bitCount(word);
            }
        }
        assertEquals(spikes, found);
        assertEquals(digest, digest(trains));
    }

    /** A tenth of the network keeps the rate and irregularity of the full one in double precision. */
    @Test
    void aTenthIsAsActiveAsTheWhole() {
        RecurrentRun run = RecurrentRun.of(
                steps -> BrunelNetwork.model(0.1, BrunelRegime.IRREGULAR, steps),
                new RecurrentRun.Setting(2, 0.2, 500, 2, 10),
                Chips.darwin3(),
                new StopRequest(),
                next -> {});
        assertEquals(91_519, run.spikes());
        assertEquals(156_250, run.synapses());
        double[] frequencies = {55, 75};
        double[] means = {0.023119, 0.025028};
        double[] deviations = {0.038692, 0.039081};
        double[][] quantiles = {
            {-0.036633, -0.004399, 0.021181, 0.048575, 0.091026}, {-0.034947, -0.002174, 0.023011, 0.050263, 0.092594}
        };
        double[] rates = {36.9239, 36.9978};
        double[] irregularity = {0.4118, 0.4152};
        double[] synchrony = {12.958, 4.352};
        for (int p = 0; p < 2; p++) {
            RecurrentRun.Activity activity = run.populations().get(p);
            assertEquals(rates[p], activity.rate(), 5e-5);
            assertEquals(irregularity[p], activity.irregularity(), 5e-5);
            assertEquals(synchrony[p], activity.synchrony(), 5e-4);
            assertEquals(frequencies[p], activity.frequency());
            Correlations correlations = activity.correlations().orElseThrow();
            assertEquals(250, correlations.neurons());
            assertEquals(means[p], correlations.mean(), 1e-6);
            assertEquals(deviations[p], correlations.deviation(), 1e-6);
            assertArrayEquals(quantiles[p], correlations.quantiles(), 1e-6);
            double whole = activity.known().statedRate().orElseThrow();
            assertTrue(Math.abs(activity.rate() / whole - 1) < 0.03, activity + " " + whole);
            double regularity = activity.known().statedIrregularity().orElseThrow();
            assertTrue(Math.abs(activity.irregularity() / regularity - 1) < 0.05, activity + " " + regularity);
        }
    }

    /** Rows are neurons at even distances, and their spikes are those of the run. */
    @Test
    void theRasterHasSpikesOfTheRun() {
        int steps = 3_000;
        IntFunction<RecurrentModel> draw = of -> BrunelNetwork.model(0.1, BrunelRegime.REGULAR, of);
        SpikeRaster raster = RecurrentRun.of(
                        draw,
                        new RecurrentRun.Setting(0.3, 0.1, 400, 2, 10),
                        Chips.darwin3(),
                        new StopRequest(),
                        next -> {})
                .raster();
        assertEquals(1_000, raster.firstStep());
        assertEquals(2_000, raster.steps());
        SpikeTrains[] trains = WholeRun.of(draw.apply(steps).network());
        for (int p = 0; p < 2; p++) {
            SpikeRaster.Rows rows = raster.populations().get(p);
            assertEquals(p == 1, rows.isInhibitory());
            int shown = rows.spikes().length;
            assertTrue(shown > 10 && shown < rows.neurons(), shown + " of " + rows.neurons());
            for (int row = 0; row < shown; row++) {
                int neuron = Math.ceilDiv(row * rows.neurons(), shown);
                SpikeTrains train = trains[p + 1];
                assertArrayEquals(
                        IntStream.range(0, raster.steps())
                                .filter(step -> train.hasSpike(neuron, raster.firstStep() + step))
                                .toArray(),
                        rows.spikes()[row]);
            }
        }
        assertTrue(raster.spikes() > 8_000 && raster.spikes() < 16_000, "" + raster.spikes());
        String[] lines = raster.csv().split("\n");
        assertEquals(raster.spikes() + 1, lines.length);
        assertEquals(
                "excitatory,0,"
                        + (raster.firstStep() + raster.populations().getFirst().spikes()[0][0]) / 10.0,
                lines[1]);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.099, 1.001, Double.NaN, Double.POSITIVE_INFINITY})
    void aScaleOutOfRangeIsRefused(double scale) {
        InputException refused =
                assertThrows(InputException.class, () -> BrunelNetwork.model(scale, BrunelRegime.NEST, 10));
        assertTrue(refused.getMessage().contains("0.1..1"), refused.getMessage());
    }

    /** SHA-256 of (step, neuron) as 32-bit integers, the low byte first; the excitatory neurons come first. */
    private static String digest(SpikeTrains[] trains) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer pair = ByteBuffer.allocate(2 * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            WholeRun.forEach(
                    trains,
                    (step, neuron) -> digest.update(
                            pair.clear().putInt(step).putInt(neuron).array()));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
