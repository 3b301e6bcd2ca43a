package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.curvature.HessianFindings;
import org.synfire.network.demo.Demo;
import org.synfire.network.neuron.PotentialRounding;
import org.synfire.network.training.DivergedException;
import org.synfire.network.training.HessianRequest;
import org.synfire.network.training.Precision;
import org.synfire.network.training.QuantizationPlan;
import org.synfire.network.training.Recipe;
import org.synfire.network.training.Scheme;
import org.synfire.network.training.TrainingOutcome;
import org.synfire.network.training.TrainingReport;
import org.synfire.network.training.TrainingRequest;

/** What the commands of training ask the training part for, and what they make of its answers. */
class TrainingCommandsTest {
    private static final HessianFindings FINDINGS = new HessianFindings(
            List.of(new HessianFindings.Layer("conv1", 72, 2.5, 0.1, 20, true)),
            Optional.empty(),
            List.of(),
            List.of(new HessianFindings.Allocation(
                    "4 bits for all", "equal", List.of(4), 288, 0.5, HessianFindings.Score.NONE)));

    @TempDir
    private Path directory;

    @BeforeEach
    void forget() {
        RecordingTraining.clear();
    }

    private Invocation run(String line) throws IOException {
        return RecordingTraining.invoke(directory.resolve("services"), line.split(" "));
    }

    private static TrainingOutcome completed(TrainingRequest request) {
        return new TrainingOutcome.Completed(
                new TrainingReport(
                        request.network(),
                        request.plan(),
                        request.train().size(),
                        request.recipe().epochs(),
                        request.recipe().seed(),
                        request.threads(),
                        100,
                        200,
                        150,
                        Map.of(PotentialRounding.SHIFT_ON_READ, new TrainingReport.Integers(149, 198))),
                List.of(request.folder().resolve(TrainingRequest.INTEGERS)));
    }

    @Test
    void trainsWithWhatTheHelpNamesAsDefaults() throws IOException {
        RecordingTraining.endsWith(TrainingCommandsTest::completed);
        Invocation run = run("train --quiet --out here");
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertEquals("epoch 1 of 10: loss 0.2500\n", run.err());
        assertEquals(
                List.of(
                        "tiny, mint: 150 of 200 test images right (75.00 %), as trained",
                        "  as integers, shift_on_read: 149 right (74.50 %), 198 answers as trained",
                        "  written: " + Path.of("here", "network.sin")),
                run.out().lines().toList());
        TrainingRequest request = RecordingTraining.trainings().getFirst();
        assertEquals("tiny", request.network().name());
        assertEquals(
                QuantizationPlan.of(
                        Scheme.MINT,
                        PotentialRounding.SHIFT_ON_READ,
                        3,
                        Precision.of(4),
                        Precision.of(8),
                        Precision.of(8)),
                request.plan());
        assertEquals(new Recipe(10, 2, 50, 0.002, 1e-4, 0, false, 1), request.recipe());
        assertEquals(10_000, request.train().size());
        assertEquals(2_000, request.test().size());
        assertEquals(Optional.empty(), request.start());
        assertFalse(request.isResumed());
        assertEquals(1, request.threads());
    }

    @Test
    void trainsAsTheOptionsSay() throws IOException {
        RecordingTraining.endsWith(TrainingCommandsTest::completed);
        run("train --quiet --network lui3-small --time-steps 3 --scheme Uniform --bits 8,4,2,16 --potential-bits 6"
                + " --rounding published --epochs 5 --frozen-epochs 0 --batch 20 --learning-rate 0.1"
                + " --weight-decay 0 --shift 2 --flip --from start.pt --threads 2 --resume --samples 30"
                + " --test-samples 20 --seed 7 --out x");
        TrainingRequest request = RecordingTraining.trainings().getFirst();
        assertEquals("lui3-small", request.network().name());
        assertEquals(3, request.network().timeSteps());
        assertEquals(
                new QuantizationPlan(
                        Scheme.UNIFORM,
                        PotentialRounding.PUBLISHED,
                        Stream.of(8, 4, 2, 16)
                                .map(bits -> new Precision(bits, 6))
                                .toList()),
                request.plan());
        assertEquals(new Recipe(5, 0, 20, 0.1, 0, 2, true, 7), request.recipe());
        assertEquals(30, request.train().size());
        assertEquals(20, request.test().size());
        assertEquals(Optional.of(Path.of("start.pt")), request.start());
        assertTrue(request.isResumed());
        assertEquals(2, request.threads());
        assertEquals(Path.of("x"), request.folder());
    }

    @ParameterizedTest
    @CsvSource({"0, in epoch 1", "9, in epoch 10", "10, before the network was judged"})
    void saysWhereItWasStopped(int completed, String when) throws IOException {
        RecordingTraining.endsWith(request -> new TrainingOutcome.Stopped(completed));
        Invocation run = run("train --quiet --out here");
        assertEquals(ExitStatus.FAILED, run.status());
        assertTrue(
                run.err().endsWith("synfire: stopped " + when + "; the same command with --resume goes on\n"),
                run.err());
        assertEquals("", run.out());
    }

    @Test
    void saysThatATrainingDiverged() throws IOException {
        RecordingTraining.endsWith(request -> {
            throw new DivergedException("the loss is NaN");
        });
        Invocation run = run("train --quiet --out here");
        assertEquals(ExitStatus.FAILED, run.status());
        assertTrue(run.err().endsWith("\nsynfire: the loss is NaN\n"), run.err());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--network vgg8 | No network named 'vgg8' is built in",
                "--bits 1 | weights of 1 bits: 2..16 are supported",
                "--bits 8,4 | --bits has 2 numbers for 3 layers with weights",
                "--epochs 0 | epochs: found 0, expected at least 1",
                "--learning-rate 0 | a learning rate of: found 0.0, expected a number above 0",
                "--learning-rate NaN | is not a number, such as 0.5",
                "--samples 0 | a number of samples must be at least 1, found 0",
                "--time-steps 0 | --time-steps 0: 1..512 are supported",
                "--time-steps 513 | --time-steps 513: 1..512 are supported",
                "--shift 28 | --shift 28: images have 28 x 28 pixels; give 0..27",
                "--shift -1 | pixels of shift: found -1, expected 0 or more",
                "--data nowhere | nowhere is not a folder",
                "--threads 0 | --threads 0: give 1..64",
                "--threads 999 | --threads 999: give 1..64",
                "--rounding up | Invalid value for option '--rounding'"
            })
    void wrongOptionsOfTrainingAreSaid(String wrong, String message) throws IOException {
        assertRefused("train --quiet --test-samples 10 --out x " + wrong, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--lower 1 | weights of 1 bits: 2..16 are supported",
                "--offer 2,17 | weights of 17 bits: 2..16 are supported",
                "--mean-bits 1.5 | weights of 1 bits: 2..16 are supported",
                "--batch 0 | --batch: give at least 1",
                "--model m.onnx | give --checkpoint or --model, one of them",
                "--json nowhere/h.json | --json nowhere/h.json: there is no folder",
                "--mean 0.5 | --mean is for --model"
            })
    void wrongOptionsOfCurvatureAreSaid(String wrong, String message) throws IOException {
        assertRefused("hessian --quiet --checkpoint c.pt " + wrong, message);
    }

    private void assertRefused(String line, String message) throws IOException {
        Invocation run = run(line);
        assertEquals(ExitStatus.WRONG_INPUT, run.status(), run.err());
        assertTrue(run.err().startsWith("synfire: ") && run.err().contains(message), run.err());
        assertEquals(List.of(), RecordingTraining.trainings());
    }

    @Test
    void measuresWithWhatTheHelpNamesAsDefaults() throws IOException {
        RecordingTraining.finds(FINDINGS);
        Path json = directory.resolve("h.json");
        Invocation run = run("hessian --quiet --checkpoint c.pt --samples 5 --json " + json);
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertTrue(run.out().contains("conv1") && run.out().contains("4 bits for all"), run.out());
        assertTrue(Files.readString(json).contains("\"trace\" : 2.5"));
        HessianRequest request = RecordingTraining.measurement();
        assertEquals(new HessianRequest.Subject.Checkpoint(Path.of("c.pt")), request.subject());
        assertEquals(5, request.images().size());
        assertEquals(64, request.batch());
        assertEquals(0.05, request.tolerance());
        assertEquals(200, request.maxVectors());
        assertEquals(1, request.seed());
        assertEquals(List.of(2, 4, 8, 16), request.offered());
        assertEquals(List.of(3.0, 4.0, 6.0, 8.0), request.budgets());
        assertEquals(List.of(16, 8), request.byRank());
        assertEquals(Optional.empty(), request.judging());
    }

    @Test
    void measuresAsTheOptionsSay() throws IOException {
        RecordingTraining.finds(FINDINGS);
        Path model = Files.write(directory.resolve("m.onnx"), Demo.FILE);
        run("hessian --quiet --model " + model
                + " --mean 0.1 --std 0.5 --batch 3 --tolerance 0.2 --max-vectors 7 --seed 4"
                + " --offer 2,8 --mean-bits 5 --by-rank 8,2 --lower 4,2 --test-samples 6");
        HessianRequest request = RecordingTraining.measurement();
        HessianRequest.Subject.Real subject = (HessianRequest.Subject.Real) request.subject();
        assertEquals("m", subject.network().name().replace(".onnx", ""));
        assertEquals(-0.2f, subject.preprocessing().value(0, 0));
        assertEquals(3, request.batch());
        assertEquals(0.2, request.tolerance());
        assertEquals(7, request.maxVectors());
        assertEquals(4, request.seed());
        assertEquals(List.of(2, 8), request.offered());
        assertEquals(List.of(5.0), request.budgets());
        assertEquals(List.of(8, 2), request.byRank());
        HessianRequest.Judging judging = request.judging().orElseThrow();
        assertEquals(List.of(4, 2), judging.lowered());
        assertEquals(6, judging.test().size());
    }

    /** Photographs of several sizes, in a folder for each class, one of them damaged. */
    private Path photographs() throws IOException {
        Path data = directory.resolve("photographs");
        for (int label = 0; label < 2; label++) {
            Path folder = Files.createDirectories(data.resolve("class" + label));
            for (int i = 0; i < 3; i++) {
                BufferedImage image = new BufferedImage(40 + 5 * i, 30 + label, BufferedImage.TYPE_INT_RGB);
                image.setRGB(3, 2, 0xffffff);
                ImageIO.write(image, "png", folder.resolve(i + ".png").toFile());
            }
        }
        Files.writeString(data.resolve("class1").resolve("bad.png"), "no image");
        return data;
    }

    @Test
    void trainingTakesTheImageOptionsOfRun() throws IOException {
        RecordingTraining.endsWith(TrainingCommandsTest::completed);
        Path data = photographs();
        Invocation run = run("train --quiet --network tiny --data " + data
                + " --resize 28x28 --color grey --interpolation nearest --skip-bad --out x");
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertEquals(2, run.err().split("left out: ", -1).length - 1, run.err());
        assertTrue(run.err().contains(Path.of("class1", "bad.png").toString()), run.err());
        TrainingRequest request = RecordingTraining.trainings().getFirst();
        assertEquals(6, request.train().size());
        assertEquals(6, request.test().size());
        assertEquals(28, request.train().height());
        assertEquals(28 * 28, request.train().imageBytes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--skip-bad | bring them to it with --color grey --resize 28x28",
                "--resize 28x28 --color grey | --skip-bad leaves such images out",
                "--resize 28x28 --skip-bad | bring them to it with --color grey",
                "--resize 28 --crop 20 --color grey --skip-bad | bring them to it with --resize 28x28",
                "--resize 0x1 | --resize"
            })
    void photographsThatDoNotFitAreRefusedBeforeTraining(String options, String message) throws IOException {
        assertRefused("train --quiet --network tiny --data " + photographs() + " --out x " + options, message);
    }

    @Test
    void curvatureTakesTheImageOptionsOfRun() throws IOException {
        RecordingTraining.finds(FINDINGS);
        Path model = Files.write(directory.resolve("m.onnx"), Demo.FILE);
        Path data = photographs();
        Invocation run = run("hessian --quiet --model " + model + " --data " + data
                + " --resize 28x28 --color grey --skip-bad --lower 4");
        assertEquals(ExitStatus.DONE, run.status(), run.err());
        assertEquals(2, run.err().split("left out: ", -1).length - 1, run.err());
        assertEquals(6, RecordingTraining.measurement().images().size());
        assertEquals(28, RecordingTraining.measurement().images().width());
        Invocation refused = run("hessian --quiet --model " + model + " --data " + data + " --resize 30 --crop 30x30"
                + " --color grey --skip-bad");
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
        assertTrue(refused.err().contains("bring them to it with --resize 28x28"), refused.err());
    }

    /** The tests' own class path has no training part, like that of every command that does not need it. */
    @ParameterizedTest
    @CsvSource({
        "train --quiet --out x",
        "hessian --quiet --checkpoint c.pt",
        "reproduce hessian --quiet --checkpoint c.pt"
    })
    void saysInOneLineThatTheTrainingPartIsAbsent(String line) {
        Invocation run = Invocation.of(line.split(" "));
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertEquals(
                "synfire: the training part (models/training) is not on the class path; start this command with the"
                        + " launcher ./synfire in a clone of the repository, which builds and adds it\n",
                run.err());
    }

    @Test
    void trainsTheNetworksOfMintOneAfterTheOther() throws IOException {
        RecordingTraining.endsWith(request ->
                RecordingTraining.trainings().size() < 3 ? completed(request) : new TrainingOutcome.Stopped(0));
        Path trained = directory.resolve("trained");
        Invocation run = RecordingTraining.invoke(
                directory.resolve("services"),
                "reproduce",
                "mint",
                "--trained",
                trained.toString(),
                "--train",
                "--recipe",
                "--epochs 3 --samples 20");
        assertEquals(ExitStatus.FAILED, run.status(), run.err());
        assertTrue(run.err().contains("synfire: stopped in epoch 1; the same command goes on\n"), run.err());
        List<TrainingRequest> requests = RecordingTraining.trainings();
        assertEquals(
                List.of("tiny-float", "tiny-mint-8", "tiny-mint-4"),
                requests.stream()
                        .map(request -> request.folder().getFileName().toString())
                        .toList());
        assertEquals(Scheme.FLOAT, requests.getFirst().plan().scheme());
        assertEquals(Optional.empty(), requests.getFirst().start());
        assertEquals(
                Optional.of(trained.resolve("tiny-float/checkpoint.pt")),
                requests.getLast().start());
        assertTrue(requests.stream()
                .allMatch(request -> request.isResumed()
                        && request.recipe().epochs() == 3
                        && request.train().size() == 20));
    }

    @Test
    void saysWhatIsWrongInARecipe() throws IOException {
        Invocation run = RecordingTraining.invoke(
                directory.resolve("services"),
                "reproduce",
                "mint",
                "--quiet",
                "--trained",
                directory.resolve("trained").toString(),
                "--train",
                "--recipe",
                "--epoch 3");
        assertEquals(ExitStatus.WRONG_INPUT, run.status());
        assertEquals(
                "synfire: --recipe \"--epoch 3\": Unknown options: '--epoch', '3'; see 'synfire train --help'\n",
                run.err());
    }
}
