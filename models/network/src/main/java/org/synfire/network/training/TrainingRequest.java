package org.synfire.network.training;

import java.nio.file.Path;
import java.util.Optional;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.description.SpikingDescription;

/**
 * A training: which network, with which precision, on which images, and where its files go.
 *
 * @param network the network without its weights
 * @param plan the precision of its layers
 * @param recipe how it is trained
 * @param train images to learn from
 * @param test images that the trained network is judged on
 * @param start a checkpoint whose weights the network begins with; random weights without
 * @param isResumed whether the training continues from a checkpoint in the folder, if there is one
 * @param threads of the training library, 1..{@value #MOST_THREADS}; only one thread gives repeatable results
 * @param folder takes {@value #CHECKPOINT}, {@value #REPORT}, and {@value #INTEGERS} or {@value #ONNX}
 */
public record TrainingRequest(
        SpikingDescription network,
        QuantizationPlan plan,
        Recipe recipe,
        ImageSet train,
        ImageSet test,
        Optional<Path> start,
        boolean isResumed,
        int threads,
        Path folder) {
    /** The state of the training: all that is needed to continue it, except the images. */
    public static final String CHECKPOINT = "checkpoint.pt";
    /** The network as integers, where every layer has integers. */
    public static final String INTEGERS = "network.sin";
    /** The network as an ONNX file, where its neurons are ReLUs. */
    public static final String ONNX = "network.onnx";
    /** Most threads. */
    public static final int MOST_THREADS = 64;
    /** The {@link TrainingReport}. */
    public static final String REPORT = "train.json";

    /** @throws InputException if the number of threads is out of its range */
    public TrainingRequest {
        if (threads < 1 || threads > MOST_THREADS) {
            throw new InputException("threads: found " + threads + ", expected 1.." + MOST_THREADS);
        }
    }
}
