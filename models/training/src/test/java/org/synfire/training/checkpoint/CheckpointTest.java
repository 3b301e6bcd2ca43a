package org.synfire.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorVector;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.InputException;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.RandomImages;
import org.synfire.network.data.Split;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.training.DivergedException;
import org.synfire.network.training.Precision;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Recipe;
import org.synfire.network.training.Scheme;
import org.synfire.network.training.TrainingMonitor;
import org.synfire.training.Natives;
import org.synfire.training.SmallNetworks;
import org.synfire.training.StoppedAfter;
import org.synfire.training.learn.Trainer;
import org.synfire.training.spiking.SpikingNetwork;
import org.synfire.training.tensor.Tensors;

/** Stopping, going on, going wrong. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class CheckpointTest {
    private static final long SEED = 8;
    private static final Recipe RECIPE = new Recipe(3, 1, 20, 4e-3, 1e-4, 2, true, SEED);
    private static final ImageSet IMAGES = Digits.of(SEED, Split.TRAIN, 70);

    @TempDir
    private Path directory;

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    private Path file() {
        return directory.resolve("sub").resolve("net.ckpt");
    }

    private static Trainer<SpikingNetwork> trainer() {
        return trainer(SmallNetworks.tiny(), Scheme.MINT, IMAGES);
    }

    private static Trainer<SpikingNetwork> trainer(SpikingDescription description, Scheme scheme, ImageSet images) {
        Precision precision = Precision.of(4);
        QuantizationPlan plan = QuantizationPlan.of(
                scheme,
                PotentialRounding.SHIFT_ON_READ,
                description.weighted().size(),
                precision,
                precision,
                precision);
        return new Trainer<>(SmallNetworks.seeded(SEED, description, plan), images, RECIPE);
    }

    private static float[] parameters(SpikingNetwork network) {
        try (PointerScope _ = new PointerScope()) {
            TensorVector parameters = network.parameters();
            float[] all = {};
            for (long i = 0; i < parameters.size(); i++) {
                float[] values = Tensors.floats(parameters.get(i));
                int length = all.length;
                all = Arrays.copyOf(all, length + values.length);
                System.arraycopy(values, 0, all, length, values.length);
            }
            return all;
        }
    }

    @Test
    void sameSeedGivesTheSameWeights() throws IOException {
        Trainer<SpikingNetwork> first = trainer();
        Trainer<SpikingNetwork> second = trainer();
        assertTrue(new TrainingRun(first, file()).run(TrainingMonitor.NONE));
        assertTrue(new TrainingRun(second, directory.resolve("second.ckpt")).run(TrainingMonitor.NONE));
        assertArrayEquals(parameters(first.network()), parameters(second.network()));
    }

    @Test
    void stoppedAndResumedEqualsUninterrupted() throws IOException {
        resumesEqually(SmallNetworks.tiny(), Scheme.MINT, IMAGES);
    }

    /** What follows the batches (normalisation, scales of potentials) is part of the state too. */
    @Test
    void resumesWhatFollowsTheBatches() throws IOException {
        resumesEqually(SmallNetworks.mixed(true), Scheme.UNIFORM, new RandomImages(2, 6, 6, 70, SEED));
    }

    private void resumesEqually(SpikingDescription description, Scheme scheme, ImageSet images) throws IOException {
        Trainer<SpikingNetwork> whole = trainer(description, scheme, images);
        assertTrue(new TrainingRun(whole, file()).run(TrainingMonitor.NONE));
        Trainer<SpikingNetwork> part = trainer(description, scheme, images);
        int stops = 0;
        boolean isDone = false;
        while (!isDone) {
            Path stopped = directory.resolve("part.ckpt");
            isDone = new TrainingRun(part, stopped).run(new StoppedAfter(3));
            stops++;
            part = isDone ? part : Checkpoint.read(stopped).trainer(stopped, images);
        }
        assertTrue(stops >= 4, "stops: " + stops);
        assertArrayEquals(parameters(whole.network()), parameters(part.network()));
        int[] all = IntStream.range(0, images.size()).toArray();
        assertArrayEquals(outputs(whole.network(), images, all), outputs(part.network(), images, all));
    }

    private static float[] outputs(SpikingNetwork network, ImageSet images, int[] indices) {
        network.eval();
        try (PointerScope _ = new PointerScope();
                NoGradGuard _ = new NoGradGuard()) {
            return Tensors.floats(network.outputs(network.images(images, indices)));
        }
    }

    @Test
    void anotherPrecisionBeginsWithEverythingLearned() {
        ImageSet images = new RandomImages(2, 6, 6, 40, SEED);
        Trainer<SpikingNetwork> trainer = new Trainer<>(
                SmallNetworks.seeded(
                        SEED, SmallNetworks.mixed(true), SmallNetworks.floating(SmallNetworks.mixed(true))),
                images,
                RECIPE);
        trainer.step();
        trainer.step();
        SpikingNetwork other = SmallNetworks.seeded(
                SEED + 1, SmallNetworks.mixed(true), SmallNetworks.floating(SmallNetworks.mixed(true)));
        other.takeWeights(trainer.network());
        int[] all = IntStream.range(0, 40).toArray();
        assertArrayEquals(outputs(trainer.network(), images, all), outputs(other, images, all));
        SpikingNetwork tiny =
                SmallNetworks.seeded(SEED, SmallNetworks.tiny(), SmallNetworks.floating(SmallNetworks.tiny()));
        assertEquals(
                "network mixed cannot begin with the weights of tiny: their layers differ",
                assertThrows(InputException.class, () -> other.takeWeights(tiny))
                        .getMessage());
    }

    @Test
    void remembersWhatIsNeededToGoOn() throws IOException {
        Trainer<SpikingNetwork> trainer = trainer();
        assertFalse(new TrainingRun(trainer, file()).run(new StoppedAfter(6)));
        Checkpoint read = Checkpoint.read(file());
        assertEquals(RECIPE, read.recipe());
        assertEquals(trainer.network().plan(), read.plan());
        assertEquals(trainer.position(), read.position());
        assertEquals(1, read.position().epoch());
        assertEquals(40, read.position().images());
        SpikingNetwork network = read.network(file());
        assertEquals(
                SmallNetworks.tiny().layers().toString(),
                network.description().layers().toString());
        assertArrayEquals(parameters(trainer.network()), parameters(network));
    }

    @Test
    void divergenceLeavesTheLastCheckpoint() throws IOException {
        Trainer<SpikingNetwork> trainer = trainer();
        new TrainingRun(trainer, file()).run(new StoppedAfter(2));
        byte[] before = Files.readAllBytes(file());
        try (NoGradGuard _ = new NoGradGuard()) {
            trainer.network().parameters().get(0).fill_(new Scalar(Float.NaN));
        }
        DivergedException loss =
                assertThrows(DivergedException.class, () -> new TrainingRun(trainer, file()).run(TrainingMonitor.NONE));
        assertEquals("the loss is NaN in epoch 1 after 40 of its images", loss.getMessage());
        DivergedException weight =
                assertThrows(DivergedException.class, () -> new TrainingRun(trainer, file()).run(new StoppedAfter(0)));
        assertEquals("a weight is no longer a number in epoch 1 after 40 of its images", weight.getMessage());
        assertArrayEquals(before, Files.readAllBytes(file()));
        assertEquals(
                40, Checkpoint.read(file()).trainer(file(), IMAGES).position().images());
    }

    @Test
    void refusesOtherImages() throws IOException {
        new TrainingRun(trainer(), file()).run(new StoppedAfter(0));
        InputException e = assertThrows(
                InputException.class, () -> Checkpoint.read(file()).trainer(file(), Digits.of(SEED, Split.TRAIN, 50)));
        assertTrue(e.getMessage().startsWith(file() + " was trained with 70 images, but "), e.getMessage());
    }

    @Test
    void refusesAsManyOtherImages() throws IOException {
        new TrainingRun(trainer(), file()).run(new StoppedAfter(0));
        ImageSet others = Digits.of(SEED + 1, Split.TRAIN, 70);
        InputException e =
                assertThrows(InputException.class, () -> Checkpoint.read(file()).trainer(file(), others));
        assertTrue(e.getMessage().contains("as many images, but others than those of"), e.getMessage());
    }

    @Test
    void refusesWhatIsNoCheckpoint() throws IOException {
        assertEquals(
                file() + ": cannot read this checkpoint (there is no such file or folder)",
                assertThrows(InputException.class, () -> Checkpoint.read(file()))
                        .getMessage());
        new TrainingRun(trainer(), file()).run(new StoppedAfter(0));
        byte[] whole = Files.readAllBytes(file());
        for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
            Files.write(file(), Arrays.copyOf(whole, length));
            InputException e = assertThrows(
                    InputException.class, () -> Checkpoint.read(file()), "of " + whole.length + " bytes " + length);
            assertTrue(e.getMessage().startsWith(file() + ": not a checkpoint, or a damaged one ("), e.getMessage());
        }
    }

    @Test
    void neverLeavesAPartBehind() throws IOException {
        new TrainingRun(trainer(), file()).run(new StoppedAfter(0));
        try (var files = Files.list(file().getParent())) {
            assertEquals(1, files.count());
        }
    }
}
