package org.synfire.training.tensor;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;

/**
 * PyTorch's native libraries, which JavaCPP unpacks into a folder that all processes of a user share.
 *
 * <p><b>Threads:</b> any. Processes wait for each other: one that loads a library which another still unpacks ends with
 * SIGBUS.
 */
public final class TorchLibraries {
    private TorchLibraries() {}

    /**
     * Unpacks and loads them, where that was not done before.
     *
     * @throws InputException if the folder cannot be written
     */
    public static synchronized void load() {
        try {
            Path lock = Loader.getCacheDir().toPath().resolve("synfire.lock");
            try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                channel.lock();
                Loader.load(torch.class);
            }
        } catch (IOException failure) {
            throw new InputException("PyTorch's libraries cannot be unpacked: " + failure, failure);
        }
    }
}
