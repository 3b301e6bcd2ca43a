package org.synfire.training;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.training.HessianMonitor;
import org.synfire.network.training.HessianRequest;
import org.synfire.network.training.TrainingMonitor;
import org.synfire.network.training.TrainingOutcome;
import org.synfire.network.training.TrainingRequest;
import org.synfire.network.training.TrainingService;
import org.synfire.training.hessian.HessianMeasurement;
import org.synfire.training.tensor.TorchLibraries;

/**
 * The training service, with PyTorch.
 *
 * <p><b>Repeatable:</b> on one thread of the same machine and library. The native libraries of PyTorch read the
 * environment variable {@code OMP_NUM_THREADS} when they are loaded; it should be 1.
 */
public final class TorchTraining implements TrainingService {
    @Override
    public TrainingOutcome train(TrainingRequest request, TrainingMonitor monitor) throws IOException {
        begin(request.threads());
        return new SpikingTraining(request, monitor).run();
    }

    @Override
    public Optional<HessianFindings> measure(HessianRequest request, HessianMonitor monitor) {
        begin(1);
        return new HessianMeasurement(request, monitor).run();
    }

    /** Loads PyTorch; it then computes with so many threads. */
    static void begin(int threads) {
        if (!isSupported()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "PyTorch is not published for %s; training is not possible on this machine",
                    Loader.getPlatform()));
        }
        TorchLibraries.load();
        torch.set_num_threads(threads);
    }

    /** Whether PyTorch's native libraries for this machine are on the class path. */
    static boolean isSupported() {
        return TorchTraining.class.getResource("/org/bytedeco/pytorch/" + Loader.getPlatform() + "/") != null;
    }
}
