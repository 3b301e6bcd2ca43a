package org.synfire.tools;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.synfire.engine.InputException;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.training.HessianMonitor;
import org.synfire.network.training.HessianRequest;
import org.synfire.network.training.TrainingMonitor;
import org.synfire.network.training.TrainingOutcome;
import org.synfire.network.training.TrainingRequest;
import org.synfire.network.training.TrainingService;

/**
 * The training service as a command uses it: finds it, shows its progress, and stops it when the user asks for it.
 *
 * <p>The launcher puts the training part on the class path for the commands that need it, since PyTorch is large.
 *
 * @param err takes a line per epoch
 * @param showsBars whether progress bars are shown on standard error
 * @param isStopped whether the user asked to stop
 */
record TrainingPart(PrintWriter err, boolean showsBars, BooleanSupplier isStopped) {
    private static TrainingService service() {
        return TrainingService.find()
                .orElseThrow(() -> new InputException("the training part (models/training) is not on the class path;"
                        + " start this command with the launcher ./synfire in a clone of the repository, which builds"
                        + " and adds it"));
    }

    /** @throws InputException if the training part is absent, or the request cannot be fulfilled */
    TrainingOutcome train(TrainingRequest request) throws IOException {
        try (Bars bars = new Bars(showsBars)) {
            return service().train(request, new TrainingMonitor() {
                @Override
                public boolean isStopped() {
                    return isStopped.getAsBoolean();
                }

                @Override
                public void onBatch(long seen, long total, double loss) {
                    bars.show("images", seen, total, String.format(Locale.ROOT, " loss %.3f", loss));
                }

                @Override
                public void onEpoch(int epoch, double meanLoss) {
                    err.printf(
                            Locale.ROOT,
                            "epoch %d of %d: loss %.4f%n",
                            epoch,
                            request.recipe().epochs(),
                            meanLoss);
                    err.flush();
                }
            });
        }
    }

    /** @throws InputException if the training part is absent, or the request cannot be fulfilled */
    Optional<HessianFindings> measure(HessianRequest request) {
        try (Bars bars = new Bars(showsBars)) {
            return service().measure(request, new HessianMonitor() {
                @Override
                public boolean isStopped() {
                    return isStopped.getAsBoolean();
                }

                @Override
                public void onVector(int drawn, double largestError) {
                    bars.show(
                            "random vectors",
                            drawn,
                            request.maxVectors(),
                            String.format(Locale.ROOT, " worst error %.0f %%", 100 * largestError));
                }

                @Override
                public void onNetwork(int judged, int total) {
                    bars.show("networks", judged, total, "");
                }
            });
        }
    }

    /** One progress bar after the other. */
    private static final class Bars implements AutoCloseable {
        private final boolean areShown;
        private String what = "";
        private ProgressLine bar;

        Bars(boolean areShown) {
            this.areShown = areShown;
        }

        void show(String next, long done, long total, String note) {
            if (!areShown) {
                return;
            }
            if (!next.equals(what)) {
                close();
                what = next;
                bar = ProgressLine.of(next, done, total);
            }
            bar.at(note, done, total);
            if (done == total) {
                close();
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
                bar = null;
                what = "";
            }
        }
    }
}
