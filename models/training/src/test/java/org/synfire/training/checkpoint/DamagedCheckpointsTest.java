package org.synfire.training.checkpoint;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.DamagedReads;
import org.synfire.engine.InputException;
import org.synfire.network.data.Digits;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.Split;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Recipe;
import org.synfire.training.Natives;
import org.synfire.training.SmallNetworks;
import org.synfire.training.learn.Trainer;
import org.synfire.training.spiking.SpikingNetwork;

/** However a checkpoint is damaged: training goes on from it, or it is refused in words, and PyTorch does not crash. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class DamagedCheckpointsTest {
    private static final long SEED = 20261129;
    /** A checkpoint takes long, so one in so many of the files of a format is tried. */
    private static final int SHARE = 4;

    @TempDir
    private Path folder;

    @Test
    void checkpoints() throws IOException {
        Natives.require();
        ImageSet images = Digits.of(SEED, Split.TRAIN, 20);
        SpikingDescription description = SmallNetworks.tiny();
        QuantizationPlan plan = SmallNetworks.mint(description, PotentialRounding.SHIFT_ON_READ, 4);
        Trainer<SpikingNetwork> trainer = new Trainer<>(
                SmallNetworks.seeded(SEED, description, plan), images, new Recipe(3, 1, 20, 4e-3, 1e-4, 2, true, SEED));
        trainer.step();
        Path whole = folder.resolve("whole");
        Checkpoint.of(trainer).write(whole, trainer);
        new DamagedReads(folder, SEED).check("checkpoint.pt", List.of(Files.readAllBytes(whole)), SHARE, file -> {
            Checkpoint read = Checkpoint.read(file);
            read.network(file);
            read.trainer(file, images);
        });
    }

    /** PyTorch's archive has checksums, so damage hardly ever reaches the record inside. */
    @Test
    void recordsOfCheckpoints() throws IOException {
        new DamagedReads(folder, SEED)
                .check(
                        "checkpoint.json",
                        List.of(FuzzTarget.whole()),
                        file -> Checkpoint.parse(file, Files.readAllBytes(file)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\": 2}",
                "{\"version\": 2, \"plan\": {}}",
                "{\"version\": \"2\"}",
                "{\"version\": 2.0}",
                "[2]",
                "null",
                ""
            })
    void recordsWithoutTheirKeysAreRefused(String record) {
        InputException refused = assertThrows(
                InputException.class,
                () -> Checkpoint.parse(Path.of("net.ckpt"), record.getBytes(StandardCharsets.UTF_8)));
        assertTrue(refused.getMessage().startsWith("net.ckpt: "), refused.getMessage());
    }
}
