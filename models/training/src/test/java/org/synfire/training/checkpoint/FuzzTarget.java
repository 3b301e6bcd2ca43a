package org.synfire.training.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.synfire.engine.DamagedReads;
import org.synfire.network.description.DescriptionFile;
import org.synfire.network.description.SpikingDescription;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Recipe;
import org.synfire.training.SmallNetworks;
import org.synfire.training.learn.Position;

/**
 * What the fuzzer calls with record after record of a checkpoint; {@code .ci/fuzz} starts it. The archive around the
 * record is PyTorch's. The property {@code synfire.fuzz.folder} names a folder for the file. <b>Threads:</b> one.
 */
public final class FuzzTarget {
    private static final Path FOLDER = Path.of(System.getProperty("synfire.fuzz.folder", "."));
    private static final DamagedReads READS = new DamagedReads(FOLDER, 0);

    private FuzzTarget() {}

    /** Called once, so that what is done once is not counted as time of the first file. */
    public static void fuzzerInitialize() throws Exception {
        Files.createDirectories(FOLDER);
        fuzzerTestOneInput(whole());
    }

    /** Parses a record. @throws Exception if it is neither parsed nor refused in words */
    public static void fuzzerTestOneInput(byte[] content) throws Exception {
        READS.require(
                FOLDER.resolve("checkpoint.json"), content, file -> Checkpoint.parse(file, Files.readAllBytes(file)));
    }

    /** The record of a checkpoint, without weights. */
    static byte[] whole() {
        SpikingDescription description = SmallNetworks.tiny();
        QuantizationPlan plan = SmallNetworks.mint(description, PotentialRounding.SHIFT_ON_READ, 4);
        return new Checkpoint(
                        Checkpoint.VERSION,
                        new String(DescriptionFile.write(description), StandardCharsets.UTF_8),
                        plan,
                        new Recipe(3, 1, 20, 4e-3, 1e-4, 2, true, 1),
                        20,
                        "0".repeat(64),
                        Position.START)
                .json();
    }

    /**
     * Writes a record that is whole.
     *
     * @param arguments the folder for it
     */
    public static void main(String[] arguments) throws IOException {
        Files.write(Files.createDirectories(Path.of(arguments[0])).resolve("whole"), whole());
    }
}
