package org.synfire.network.file;

import java.io.IOException;
import java.nio.file.Path;
import org.synfire.network.integer.EncodedNetwork;

/** Integer network files (.sin) of either kind: their layers send codes, or they spike. */
public final class NetworkFile {
    private NetworkFile() {}

    /**
     * Reads a file of either kind.
     *
     * @throws org.synfire.engine.InputException if it cannot be read, is damaged, of another version, its parts do not
     *     fit one another, or it is more than cores can do
     */
    public static EncodedNetwork read(Path path) {
        return NetworkArchive.read(path, NetworkFile::of);
    }

    private static EncodedNetwork of(NetworkArchive archive) {
        CheckedJson root = archive.json();
        return CodedNetworkReader.isCoded(root)
                ? new CodedNetworkReader(archive, root).network()
                : SpikingNetworkFile.network(archive).onCores();
    }

    /**
     * Writes a network whose layers send codes, beside the path and then in its place at once.
     *
     * @throws IOException if it cannot be written
     * @throws org.synfire.engine.InputException if its layers spike; {@link SpikingNetworkFile} is for such
     */
    public static void write(Path path, EncodedNetwork network) throws IOException {
        new CodedNetworkWriter(network).content().write(path);
    }
}
