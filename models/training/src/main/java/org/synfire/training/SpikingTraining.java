package org.synfire.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.file.SpikingNetworkFile;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.training.DivergedException;
import org.synfire.network.training.TrainingMonitor;
import org.synfire.network.training.TrainingOutcome;
import org.synfire.network.training.TrainingReport;
import org.synfire.network.training.TrainingRequest;
import org.synfire.training.checkpoint.Checkpoint;
import org.synfire.training.checkpoint.TrainingRun;
import org.synfire.training.learn.Trainer;
import org.synfire.training.onnx.ReluExport;
import org.synfire.training.spiking.IntegerExport;
import org.synfire.training.spiking.SpikingNetwork;

/** One training from the request to the files. <b>Threads:</b> one. */
final class SpikingTraining {
    private static final double NANOS = 1e9;

    private final TrainingRequest request;
    private final TrainingMonitor monitor;
    private final Path checkpoint;

    SpikingTraining(TrainingRequest request, TrainingMonitor monitor) {
        this.request = request;
        this.monitor = monitor;
        this.checkpoint = request.folder().resolve(TrainingRequest.CHECKPOINT);
    }

    TrainingOutcome run() throws IOException {
        Trainer<SpikingNetwork> trainer = trainer();
        trainer.network().task().requireFit(request.test());
        long startNanos = System.nanoTime();
        long imagesBefore = trainer.imagesSeen();
        if (learn(trainer)) {
            double imagesPerSecond =
                    (trainer.imagesSeen() - imagesBefore) * NANOS / Math.max(1, System.nanoTime() - startNanos);
            Evaluation evaluation = Evaluation.of(trainer.network(), request.test(), monitor::isStopped);
            if (evaluation.samples() == request.test().size()) {
                return finish(trainer, evaluation, imagesPerSecond);
            }
        }
        return new TrainingOutcome.Stopped(trainer.position().epoch());
    }

    private Trainer<SpikingNetwork> trainer() {
        if (!Files.exists(checkpoint)) {
            torch.manual_seed(request.recipe().seed());
            SpikingNetwork starting = new SpikingNetwork(request.network(), request.plan());
            request.start()
                    .ifPresent(
                            file -> starting.takeWeights(Checkpoint.read(file).network(file)));
            return new Trainer<>(starting, request.train(), request.recipe());
        }
        if (!request.isResumed()) {
            throw new InputException(checkpoint + " is there already: resume the training, or choose another folder");
        }
        Checkpoint read = Checkpoint.read(checkpoint);
        if (!read.recipe().equals(request.recipe())
                || !read.plan().equals(request.plan())
                || !read.network().equals(request.network())) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s was made with other options (%s, %s, network %s); give the same ones to go on",
                    checkpoint,
                    read.recipe(),
                    read.plan(),
                    read.network().name()));
        }
        return read.trainer(checkpoint, request.train());
    }

    private boolean learn(Trainer<SpikingNetwork> trainer) throws IOException {
        try {
            return new TrainingRun(trainer, checkpoint).run(monitor);
        } catch (DivergedException diverged) {
            throw new DivergedException(diverged.getMessage()
                    + (Files.exists(checkpoint)
                            ? String.format(
                                    Locale.ROOT,
                                    "; %s has the state of the last good epoch: start another training from it, in"
                                            + " another folder, with a lower learning rate",
                                    checkpoint)
                            : "; no epoch was completed: begin again with a lower learning rate"));
        }
    }

    private TrainingOutcome finish(Trainer<SpikingNetwork> trainer, Evaluation evaluation, double imagesPerSecond)
            throws IOException {
        TrainingReport report = new TrainingReport(
                request.network(),
                request.plan(),
                request.train().size(),
                trainer.position().epoch(),
                request.recipe().seed(),
                request.threads(),
                imagesPerSecond,
                evaluation.samples(),
                evaluation.trained(),
                evaluation.integers());
        List<Path> networks = networks(trainer.network(), report);
        report.write(request.folder().resolve(TrainingRequest.REPORT));
        return new TrainingOutcome.Completed(report, networks);
    }

    private List<Path> networks(SpikingNetwork trained, TrainingReport report) throws IOException {
        List<Path> written = new ArrayList<>();
        if (!report.integers().isEmpty()) {
            PotentialRounding rounding = request.plan().rounding() == PotentialRounding.PUBLISHED
                    ? PotentialRounding.SHIFT_ON_READ
                    : request.plan().rounding();
            written.add(request.folder().resolve(TrainingRequest.INTEGERS));
            SpikingNetworkFile.write(written.getLast(), IntegerExport.of(trained, rounding));
        }
        if (request.network().neuron().isRelu()) {
            written.add(request.folder().resolve(TrainingRequest.ONNX));
            WholeFile.write(written.getLast(), ReluExport.of(trained).toByteArray());
        }
        return written;
    }
}
