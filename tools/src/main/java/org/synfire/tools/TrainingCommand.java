package org.synfire.tools;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/**
 * A command of the training part: its help and completion are known here, everything else is done there.
 *
 * <p>The options stand in {@value #OUTLINE}, which a test of the training part keeps equal to what that part
 * understands.
 */
@Command(mixinStandardHelpOptions = true, sortOptions = false, abbreviateSynopsis = true)
final class TrainingCommand implements Callable<Integer> {
    private static final String OUTLINE = "training-commands.json";

    @Spec
    private CommandSpec spec;

    @ParentCommand
    private Synfire synfire;

    /** Adds the commands of the training part to a command line. */
    static void addTo(CommandLine commandLine) {
        for (JsonNode outline : outlines()) {
            CommandLine command = new CommandLine(new TrainingCommand());
            CommandSpec spec = command.getCommandSpec();
            spec.usageMessage().description(texts(outline.get("description")));
            outline.get("options").forEach(option -> spec.addOption(option(option)));
            commandLine.addSubcommand(outline.get("name").asText(), command);
        }
    }

    private static JsonNode outlines() {
        try (InputStream in = TrainingCommand.class.getResourceAsStream(OUTLINE)) {
            return new ObjectMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static OptionSpec option(JsonNode outline) {
        OptionSpec.Builder option =
                OptionSpec.builder(texts(outline.get("names"))).description(texts(outline.get("description")));
        if (outline.get("flag").asBoolean()) {
            return option.type(boolean.class).arity("0").build();
        }
        if (outline.hasNonNull("default")) {
            option.defaultValue(outline.get("default").asText());
        }
        return option.type(String.class)
                .arity("1")
                .paramLabel(outline.get("label").asText())
                .required(outline.get("required").asBoolean())
                .build();
    }

    private static String[] texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toArray(String[]::new);
    }

    @Override
    public Integer call() {
        TrainingPart part = new TrainingPart();
        synfire.interruption().onInterrupt(part::stop);
        return part.run(
                Redirect.INHERIT,
                List.copyOf(spec.commandLine().getParseResult().originalArgs()));
    }
}
