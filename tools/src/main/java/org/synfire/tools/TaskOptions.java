package org.synfire.tools;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.synfire.emulator.detect.DetectionTask;
import org.synfire.engine.InputException;
import org.synfire.network.data.BoxedImages;
import org.synfire.network.data.SampleSet;
import org.synfire.network.detect.DetectionHead;
import org.synfire.network.detect.HeadFile;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say what a network's outputs mean. */
final class TaskOptions {
    /** What is asked of an image. */
    enum Task {
        /** One class. */
        CLASSIFICATION,
        /** Boxes around objects. */
        DETECTION
    }

    private static final List<String> FOR_CLASSES = List.of("--labels", "--label-offset", "--expect");

    @Option(
            names = "--task",
            paramLabel = "T",
            defaultValue = "classification",
            description = "classification: the largest output is the class of the image; detection: a head turns the"
                    + " outputs into boxes, and the data's boxes are the truth (default ${DEFAULT-VALUE}).")
    private Task task;

    @Option(
            names = "--head",
            paramLabel = "FILE.yaml",
            description = "With --task detection: how the outputs become boxes.")
    private Path head;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /**
     * The head; empty if images are classified.
     *
     * @param model {@code null} for the built-in demo
     * @throws InputException if options contradict each other, or the head file is wrong
     */
    Optional<DetectionHead> head(Path model) {
        return switch (task) {
            case CLASSIFICATION -> {
                if (head != null) {
                    throw new InputException("--head " + head + " needs --task detection; add it");
                }
                yield Optional.empty();
            }
            case DETECTION -> {
                requirePossible(model);
                yield Optional.of(HeadFile.read(head));
            }
        };
    }

    private void requirePossible(Path model) {
        if (head == null) {
            throw new InputException("--task detection needs --head FILE.yaml, which says how outputs become boxes");
        }
        if (model == null) {
            throw new InputException("--task detection needs --model and --data; the built-in demo classifies");
        }
        for (String option : FOR_CLASSES) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new InputException(option + " is not for --task detection, where the head file names the classes"
                        + " and boxes are the answer; leave it out");
            }
        }
    }

    /**
     * What is detected in images.
     *
     * @param images those that can be read
     * @throws InputException if they have no boxes
     */
    static DetectionTask detecting(DetectionHead head, SampleSet images) {
        if (images instanceof BoxedImages boxed) {
            return new DetectionTask(head, boxed);
        }
        throw new InputException("--task detection: " + images.name()
                + " has no boxes; give annotations of VOC or COCO, or a list with a column boxes");
    }
}
