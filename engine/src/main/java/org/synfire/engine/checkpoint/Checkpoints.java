package org.synfire.engine.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.engine.file.Clauses;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;

/**
 * The checkpoints of one computation in its folder: the last two, so that one is whole whatever happens while the other
 * is written.
 *
 * <pre>
 *   run-checkpoint-1.bin    synfire checkpoint 3, the subject, the step: a line each
 *   run-checkpoint-2.bin    the fields, deflated: name, kind, number of values, values
 *                           the SHA-256 of all that is before it
 * </pre>
 *
 * <p><b>Threads:</b> one; no other process writes to the folder.
 */
public final class Checkpoints {
    /** The files, as a glob. */
    public static final String FILES = "run-checkpoint-*.bin";

    private static final int COUNT = 2;

    private final Path folder;
    private final String subject;
    private int next;

    /**
     * Those of a folder, which need not be there yet.
     *
     * @param folder that is there
     * @param subject everything that the state depends on, in words, its clauses separated by commas; control
     *     characters become question marks
     */
    public Checkpoints(Path folder, String subject) {
        this.folder = folder;
        this.subject = subject.replaceAll("\\p{Cntrl}", "?");
    }

    private static List<Path> files(Path folder) {
        return IntStream.rangeClosed(1, COUNT)
                .mapToObj(number -> folder.resolve("run-checkpoint-" + number + ".bin"))
                .toList();
    }

    /** Whether a folder has a file of a checkpoint, whole or not. */
    public static boolean areIn(Path folder) {
        return files(folder).stream().anyMatch(Files::exists);
    }

    /**
     * Deletes the checkpoints of a folder, if there are some.
     *
     * @throws InputException if they cannot be deleted
     */
    public static void discard(Path folder) {
        for (Path file : files(folder)) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException impossible) {
                throw new InputException(
                        file + ": this checkpoint cannot be deleted (" + FileReason.of(impossible) + "); delete it",
                        impossible);
            }
        }
    }

    /**
     * Saves a state in place of the checkpoint before the last one; when this returns, it outlives the process and a
     * power cut.
     *
     * @param step how far the computation is, at least 0
     * @return bytes of the file
     * @throws OutputException if it cannot be written; the checkpoints before are as they were
     */
    public long save(long step, Checkpointed state) {
        Path file = files(folder).get(next);
        try {
            CheckpointFile.write(file, subject, step, state);
            next = (next + 1) % COUNT;
            return Files.size(file);
        } catch (IOException unwritable) {
            throw unwritten(file, unwritable);
        } catch (UncheckedIOException unwritable) {
            throw unwritten(file, unwritable.getCause());
        }
    }

    private static OutputException unwritten(Path file, IOException reason) {
        return new OutputException(
                String.format(
                        Locale.ROOT,
                        "%s: the checkpoint cannot be written (%s); the one before it is kept, and --resume goes on"
                                + " from there",
                        file,
                        FileReason.of(reason)),
                reason);
    }

    /**
     * Restores the last state that is whole.
     *
     * @param told of a checkpoint that is damaged, in a sentence
     * @return how far the computation was; empty if there is no checkpoint
     * @throws InputException if there are checkpoints and none is whole, or the last one is of another computation: the
     *     message says what differs
     */
    public OptionalLong restore(Checkpointed state, Consumer<String> told) {
        List<CheckpointFile> whole = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (Path file : files(folder)) {
            if (Files.exists(file)) {
                try {
                    whole.add(CheckpointFile.open(file));
                } catch (IOException unusable) {
                    damaged.add(file + " (" + FileReason.of(unusable) + ")");
                }
            }
        }
        if (whole.isEmpty() && damaged.isEmpty()) {
            return OptionalLong.empty();
        }
        if (whole.isEmpty()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "no checkpoint can be used: %s; begin anew, with --force",
                    String.join(" and ", damaged)));
        }
        CheckpointFile last = whole.stream()
                .max(Comparator.comparingLong(CheckpointFile::step))
                .orElseThrow();
        requireSubject(last);
        damaged.forEach(file -> told.accept(
                String.format(Locale.ROOT, "%s is damaged; the other one is of step %,d", file, last.step())));
        next = (files(folder).indexOf(last.file()) + 1) % COUNT;
        restore(last, state);
        return OptionalLong.of(last.step());
    }

    private void requireSubject(CheckpointFile last) {
        if (!last.subject().equals(subject)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s is the checkpoint of another run, of %s; this is %s; begin anew with --force, or choose another"
                            + " folder",
                    last.file(),
                    Clauses.onlyIn(last.subject(), subject),
                    Clauses.onlyIn(subject, last.subject())));
        }
    }

    private static void restore(CheckpointFile last, Checkpointed state) {
        try {
            last.restore(state);
        } catch (IOException unreadable) {
            throw unreadable(last, unreadable);
        } catch (UncheckedIOException unreadable) {
            throw unreadable(last, unreadable.getCause());
        }
    }

    private static InputException unreadable(CheckpointFile last, IOException reason) {
        return new InputException(
                String.format(
                        Locale.ROOT,
                        "%s: this checkpoint cannot be read (%s); begin anew, with --force",
                        last.file(),
                        FileReason.of(reason)),
                reason);
    }
}
