package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.synfire.emulator.map.Mapping;
import org.synfire.emulator.map.Placement;
import org.synfire.emulator.map.PlacementFile;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.OutputFile;
import org.synfire.engine.file.WholeFile;
import picocli.CommandLine.Option;

/** Which core holds which neurons: as a file says, or as it is found and written. */
final class PlacementOptions {
    private static final String FOUND = "found";

    @Option(
            names = "--placement",
            paramLabel = "FILE.yaml",
            description = "A core for each slice of each layer; without it, or with the word found, a placement is"
                    + " found. Files of SANA-FE have one of their own, which is taken if nothing is given.")
    private Path given;

    @Option(
            names = "--save-placement",
            paramLabel = "FILE.yaml",
            description = "Writes which core holds which slice, as --placement reads it.")
    private Path saved;

    /** The placement that was asked for; empty if one is to be found. */
    Optional<Placement> placement() {
        return isFound() ? Optional.empty() : Optional.ofNullable(given).map(PlacementFile::read);
    }

    /** Whether nothing was said. */
    boolean isLeftOpen() {
        return given == null;
    }

    private boolean isFound() {
        return given != null && given.toString().equals(FOUND);
    }

    /** @throws org.synfire.engine.InputException if the placement could not be written */
    void requireWritable(ForceOption force) {
        if (saved != null) {
            force.requireWritable("--save-placement", saved, place -> OutputFile.begins(place, PlacementFile.BEGINS));
        }
    }

    /** Writes the placement of a mapping, if that was asked for. */
    void save(Mapping mapping) {
        if (saved == null) {
            return;
        }
        try {
            WholeFile.write(saved, PlacementFile.text(mapping));
        } catch (IOException unwritable) {
            throw new OutputException(
                    "--save-placement " + saved + " cannot be written (" + FileReason.of(unwritable)
                            + "); choose another file",
                    unwritable);
        }
    }
}
