package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.synfire.engine.InputException;
import org.synfire.papers.run.Fingerprints;
import org.synfire.papers.run.FinishedParts;
import picocli.CommandLine.Model.CommandSpec;

/** The journal of a reproduction in its {@code --out} folder: what a command that was killed has finished. */
final class ReproductionJournal {
    /** Options that figures do not depend on. */
    private static final List<String> IDLE =
            List.of("--out", "--force", "--quiet", "--threads", "--checkpoint", "--resume");

    private ReproductionJournal() {}

    /**
     * Opens the journal, or begins one; without a folder, parts are kept nowhere.
     *
     * @param name of the reproduction
     * @throws InputException if the journal cannot be used, or is of another command
     */
    static FinishedParts open(String name, ResultOptions results, ChipOptions chip, CommandSpec command) {
        if (results.folder() == null) {
            return FinishedParts.keptNowhere();
        }
        Path file = results.folder().resolve(name + ".journal");
        FinishedParts parts = FinishedParts.open(file, subject(name, chip, command));
        if (parts.dropped() > 0) {
            results.announce(String.format(
                    Locale.ROOT,
                    "%s: %d damaged line%s ignored; what stood there is computed again",
                    file,
                    parts.dropped(),
                    parts.dropped() == 1 ? " is" : "s are"));
        }
        if (parts.size() > 0) {
            results.announce(String.format(
                    Locale.ROOT,
                    "%s has %d finished part%s; the others are computed",
                    file,
                    parts.size(),
                    parts.size() == 1 ? "" : "s"));
        }
        return parts;
    }

    /**
     * Says that the reproduction was stopped, and how it goes on.
     *
     * @return the exit status
     */
    static int stopped(FinishedParts parts, ResultOptions results) {
        return results.stopped(
                parts.areKept()
                        ? "; what is finished is kept in " + results.folder()
                                + ", and the same command goes on from there"
                        : "; only with --out would the same command go on from what was finished");
    }

    /** Everything that the figures of a command depend on, in clauses. */
    static String subject(String name, ChipOptions chip, CommandSpec command) {
        String options = command.commandLine().getParseResult().matchedOptions().stream()
                .filter(option -> !IDLE.contains(option.longestName()))
                .map(option -> option.longestName() + " " + String.join(",", option.stringValues()))
                .sorted()
                .collect(Collectors.joining(" "));
        return String.format(
                Locale.ROOT,
                "%s%s, chip %s, Synfire %s",
                name,
                options.isEmpty() ? "" : " " + options,
                identity(chip.chip),
                Version.number());
    }

    private static String identity(String chip) {
        Path file = Path.of(chip);
        return Files.isRegularFile(file) ? Fingerprints.of(bytes(file)) : chip;
    }

    /** @throws InputException if the file cannot be read */
    static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new InputException(file + " cannot be read; give a file that is there", unreadable);
        }
    }
}
