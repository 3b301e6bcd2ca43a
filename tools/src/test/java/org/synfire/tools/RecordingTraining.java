package org.synfire.tools;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.training.HessianMonitor;
import org.synfire.network.training.HessianRequest;
import org.synfire.network.training.TrainingMonitor;
import org.synfire.network.training.TrainingOutcome;
import org.synfire.network.training.TrainingRequest;
import org.synfire.network.training.TrainingService;

/** A training part that trains nothing, but keeps what it is asked for and answers as a test wants it. */
public final class RecordingTraining implements TrainingService {
    private static final List<TrainingRequest> TRAININGS = new ArrayList<>();
    private static final List<HessianRequest> MEASUREMENTS = new ArrayList<>();
    private static final List<Function<TrainingRequest, TrainingOutcome>> OUTCOMES = new ArrayList<>();
    private static final List<HessianFindings> FINDINGS = new ArrayList<>();

    /**
     * Runs a command line with this training part.
     *
     * @param folder takes the file that makes it a service
     */
    static Invocation invoke(Path folder, String... arguments) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(services.resolve(TrainingService.class.getName()), RecordingTraining.class.getName());
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, RecordingTraining.class.getClassLoader())) {
            return BuiltTraining.with(loader, () -> Invocation.of(arguments));
        }
    }

    /** Forgets what it was asked for. */
    static void clear() {
        List.of(TRAININGS, MEASUREMENTS, OUTCOMES, FINDINGS).forEach(List::clear);
    }

    /** Every training ends so. */
    static void endsWith(Function<TrainingRequest, TrainingOutcome> outcome) {
        OUTCOMES.add(outcome);
    }

    /** Every measurement finds this. */
    static void finds(HessianFindings findings) {
        FINDINGS.add(findings);
    }

    /** What it was asked to train. */
    static List<TrainingRequest> trainings() {
        return List.copyOf(TRAININGS);
    }

    /** What it was asked to measure, once. */
    static HessianRequest measurement() {
        if (MEASUREMENTS.size() != 1) {
            throw new AssertionError(MEASUREMENTS.size() + " measurements");
        }
        return MEASUREMENTS.getFirst();
    }

    @Override
    public TrainingOutcome train(TrainingRequest request, TrainingMonitor monitor) {
        TRAININGS.add(request);
        monitor.onBatch(1, 2, 0.5);
        monitor.onEpoch(1, 0.25);
        return OUTCOMES.getFirst().apply(request);
    }

    @Override
    public Optional<HessianFindings> measure(HessianRequest request, HessianMonitor monitor) {
        MEASUREMENTS.add(request);
        monitor.onVector(1, 0.5);
        monitor.onNetwork(1, 1);
        return FINDINGS.stream().findFirst();
    }
}
