package org.synfire.network.file;

import java.io.IOException;
import java.nio.file.Path;
import org.synfire.engine.InputException;
import org.synfire.network.integer.EncodedNetwork;

/** Integer network files (.sin) of either kind: populations of any shape, or a chain of layers that was trained. */
public final class NetworkFile {
    private NetworkFile() {}

    /**
     * Reads a file of either kind.
     *
     * @throws InputException if it cannot be read, is damaged, of another version, its parts do not fit one another, or
     *     it is more than cores can do
     */
    public static EncodedNetwork read(Path path) {
        return NetworkArchive.read(path, NetworkFile::of);
    }

    /** Whether a file is such a file, whole or not. */
    public static boolean isNetwork(Path path) {
        try {
            NetworkArchive.read(path, NetworkArchive::json);
            return true;
        } catch (InputException _) {
            return false;
        }
    }

    private static EncodedNetwork of(NetworkArchive archive) {
        CheckedJson root = archive.json();
        return PopulationReader.isOfPopulations(root)
                ? archive.whole(new PopulationReader(archive, root).network())
                : SpikingNetworkFile.network(archive).onCores();
    }

    /**
     * Writes a network beside the path and then in its place at once.
     *
     * @throws IOException if it cannot be written
     */
    public static void write(Path path, EncodedNetwork network) throws IOException {
        new PopulationWriter(network).content().write(path);
    }

    /** A SHA-256 of all that {@link #write} writes of a network, so equal networks have the same; in hexadecimal. */
    public static String sha256(EncodedNetwork network) {
        return new PopulationWriter(network).content().sha256();
    }
}
