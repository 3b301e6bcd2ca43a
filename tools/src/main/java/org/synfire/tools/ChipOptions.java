package org.synfire.tools;

import java.nio.file.Files;
import java.nio.file.Path;
import org.synfire.engine.InputException;
import org.synfire.noc.chip.ChipDescription;
import org.synfire.noc.chip.ChipFile;
import org.synfire.noc.chip.Chips;
import picocli.CommandLine.Option;

/** Options that say which chip, and how many of it. */
final class ChipOptions {
    @Option(
            names = "--chip",
            paramLabel = "NAME|FILE",
            defaultValue = "darwin3",
            description = "A built-in chip or a chip file in YAML (default ${DEFAULT-VALUE}).")
    String chip;

    @Option(
            names = "--chips",
            paramLabel = "AxD",
            description = "Chips side by side, across and down, such as 2x2 (default: 1x1).")
    String chips;

    ChipDescription description() {
        return sideBySide(named(chip), chips);
    }

    /** @param chips across and down, such as 2x2; {@code null} for the chip as it is */
    static ChipDescription sideBySide(ChipDescription chip, String chips) {
        if (chips == null) {
            return chip;
        }
        if (!chips.matches("[1-9][0-9]{0,3}x[1-9][0-9]{0,3}")) {
            throw new InputException("--chips " + chips + ": write how many across and how many down, such as 2x2");
        }
        String[] parts = chips.split("x");
        return chip.withChips(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    static ChipDescription named(String name) {
        if (name.isBlank()) {
            throw new InputException("--chip: the name is empty; give a built-in chip or a file");
        }
        return isFile(name) ? ChipFile.read(Path.of(name)) : Chips.named(name);
    }

    /** Whether a chip is named by its file. */
    static boolean isFile(String name) {
        return name.contains("/")
                || name.endsWith(".yaml")
                || name.endsWith(".yml")
                || Files.isRegularFile(Path.of(name));
    }
}
