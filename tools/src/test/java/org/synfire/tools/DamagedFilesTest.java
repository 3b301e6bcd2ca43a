package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synfire.engine.DamagedReads;

/**
 * However a file of any format is damaged: it is read, or refused in words; {@link DamagedReads} says how. The
 * checkpoints of trainings are tried by the training part's own test.
 */
@Timeout(value = 1_800)
class DamagedFilesTest {
    private static final long SEED = 20261129;

    @TempDir
    private Path folder;

    /** Runs a command, which ends with a documented status and at most one line. */
    private static void command(String... line) {
        Invocation tried = Invocation.of(line);
        boolean isDone = tried.status() == ExitStatus.DONE;
        boolean isRefused = tried.status() == ExitStatus.WRONG_INPUT || tried.status() == ExitStatus.CHIP_CANNOT;
        if (!isDone && !isRefused) {
            throw new AssertionError("status " + tried.status() + ": " + tried.err());
        }
        if (isRefused
                && !(tried.err().startsWith("synfire: ") && tried.err().lines().count() == 1)) {
            throw new AssertionError("not one line: " + tried.err());
        }
        if (isRefused) {
            throw new DamagedReads.Refused(tried.err().strip());
        }
    }

    private static DamagedReads beside(FileFormat.Subject subject) {
        return new DamagedReads(subject.file().getParent(), SEED);
    }

    @ParameterizedTest
    @EnumSource
    void readOrRefused(FileFormat format) throws IOException {
        FileFormat.Subject subject = format.in(folder);
        beside(subject).check(name(subject), subject.whole(), format.share(), subject.reader());
    }

    private static String name(FileFormat.Subject subject) {
        return subject.file().getFileName().toString();
    }

    /** Files that a command goes on to use. */
    private void used(FileFormat format, DamagedReads.Reader command) throws IOException {
        FileFormat.Subject subject = format.in(folder);
        beside(subject).checkCommand(name(subject), subject.whole(), command);
    }

    /** What is imported goes to ONNX Runtime, the quantiser and the mapper. */
    @ParameterizedTest
    @EnumSource(names = "ONNX")
    void onnxAsFarAsTheChip(FileFormat format) throws IOException {
        used(format, file -> command("map", file.toString(), "--calibrate", "2"));
    }

    @ParameterizedTest
    @EnumSource(names = {"SIN_CODES", "SIN_SPIKING"})
    void savedNetworksThatRun(FileFormat format) throws IOException {
        used(
                format,
                file -> command("run", "--quiet", "--samples", "1", "--data", "digits", "--model", file.toString()));
    }

    @ParameterizedTest
    @EnumSource(names = "SPARSITY")
    void sparsityThatIsApplied(FileFormat format) throws IOException {
        used(
                format,
                file -> command("run", "--quiet", "--samples", "1", "--calibrate", "2", "--sparsity", file.toString()));
    }

    @ParameterizedTest
    @EnumSource(names = {"REPORT_RUN", "REPORT_DETAILS", "REPORT_HISTOGRAMS"})
    void reportsThatAreWrittenAgain(FileFormat format) throws IOException {
        used(format, file -> {
            FileFormat.correctList(file);
            command("report", file.getParent().toString());
        });
    }
}
