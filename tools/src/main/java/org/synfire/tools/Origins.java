package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.synfire.emulator.result.RunOrigin;
import org.synfire.emulator.result.RunOrigin.SourceFile;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.Sha256;
import org.synfire.engine.measure.HostMachine;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Where a run of the command line comes from. */
final class Origins {
    private Origins() {}

    /**
     * The origin of a run that begins now.
     *
     * @param command the command as it was parsed
     * @param model the model file; {@code null} for the built-in demo
     * @param chip the chip as the user names it
     * @param values what the network sees of a pixel
     * @param calibration what ranges were measured on
     */
    static RunOrigin of(
            CommandLine command,
            Path model,
            String chip,
            RunOrigin.PixelValues values,
            RunOrigin.Calibration calibration) {
        return new RunOrigin(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                Version.commit(),
                HostMachine.here(),
                model == null ? SourceFile.BUILT_IN : hashed(model),
                new RunOrigin.Samples("", "", List.of(), values, Map.of(), List.of()),
                ChipOptions.isFile(chip) ? hashed(Path.of(chip)) : new SourceFile(chip, ""),
                calibration,
                options(command));
    }

    /** Every option with its value; empty where it has none. */
    private static Map<String, String> options(CommandLine command) {
        Map<String, String> values = new LinkedHashMap<>();
        for (OptionSpec option : command.getCommandSpec().options()) {
            if (!option.usageHelp() && !option.versionHelp()) {
                values.put(option.longestName(), value(command, option));
            }
        }
        return values;
    }

    private static String value(CommandLine command, OptionSpec option) {
        CommandLine.ParseResult parsed = command.getParseResult();
        if (parsed.hasMatchedOption(option)) {
            return typed(parsed.matchedOption(option.longestName()));
        }
        String usual = option.defaultValue();
        return usual == null ? option.arity().max() == 0 ? "false" : "" : usual;
    }

    private static String typed(ArgSpec option) {
        Stream<String> values = option.originalStringValues().stream();
        return option.arity().max() == 0 ? "true" : values.collect(Collectors.joining(","));
    }

    private static SourceFile hashed(Path file) {
        try {
            return new SourceFile(file.getFileName().toString(), Sha256.of(file));
        } catch (IOException unreadable) {
            throw new InputException(file + ": cannot be read (" + FileReason.of(unreadable) + ")", unreadable);
        }
    }
}
