package org.synfire.network.file;

import java.io.IOException;
import java.nio.file.Path;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.quantize.InputCodes;
import org.synfire.network.spiking.IntegerSpikingNetwork;

/**
 * A network of an integer network file, ready to run, whether its layers spike or send codes.
 *
 * @param network of integers
 * @param inputCodes from pixels to its input
 */
public record SavedNetwork(IntegerNetwork network, InputCodes inputCodes) {
    /**
     * Reads a file of either kind.
     *
     * @throws org.synfire.engine.InputException if it cannot be read, is damaged, of another version, its parts do not
     *     fit one another, or it is more than cores can do
     */
    public static SavedNetwork read(Path path) {
        return NetworkArchive.read(path, SavedNetwork::of);
    }

    private static SavedNetwork of(NetworkArchive archive) {
        CheckedJson root = archive.json();
        if (CodedNetworkReader.isCoded(root)) {
            return new CodedNetworkReader(archive, root).network();
        }
        IntegerSpikingNetwork spiking = NetworkFile.network(archive);
        return new SavedNetwork(spiking.onCores(), spiking.inputCodes());
    }

    /**
     * Writes a network whose layers send codes, beside the path and then in its place at once.
     *
     * @throws IOException if it cannot be written
     * @throws org.synfire.engine.InputException if its layers spike; {@link NetworkFile} is for such
     */
    public void write(Path path) throws IOException {
        new CodedNetworkWriter(this).content().write(path);
    }
}
