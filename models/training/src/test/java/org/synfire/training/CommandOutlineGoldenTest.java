package org.synfire.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The tool shows help and completion of the commands here from a file of its own. Where this fails, run it with
 * {@code -Dsynfire.golden=write}.
 */
class CommandOutlineGoldenTest {
    private static final Path FILE = Path.of("../../tools/src/main/resources/org/synfire/tools/training-commands.json");

    @Test
    void theToolKnowsTheOptions() throws IOException {
        final String outline = outline();
        if (System.getProperty("synfire.golden", "").equals("write")) {
            Files.writeString(FILE, outline);
        }
        assertEquals(outline, Files.readString(FILE), "run again with -Dsynfire.golden=write");
    }

    private static String outline() throws IOException {
        final ArrayNode all = new ObjectMapper().createArrayNode();
        for (final String name : List.of("train", "hessian")) {
            final CommandSpec spec =
                    Training.commandLine().getSubcommands().get(name).getCommandSpec();
            final ObjectNode command = all.addObject().put("name", name);
            List.of(spec.usageMessage().description()).forEach(command.withArray("description")::add);
            spec.options().stream()
                    .filter(option -> !option.usageHelp() && !option.versionHelp())
                    .forEach(option -> add(command.withArray("options"), option));
        }
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n";
    }

    private static void add(final ArrayNode options, final OptionSpec option) {
        final ObjectNode entry = options.addObject();
        List.of(option.names()).forEach(entry.withArray("names")::add);
        List.of(option.description()).forEach(entry.withArray("description")::add);
        entry.put("flag", option.arity().max() == 0)
                .put("label", option.paramLabel())
                .put("required", option.required())
                .put("default", option.defaultValue());
    }
}
