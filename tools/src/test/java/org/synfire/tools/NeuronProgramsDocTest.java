package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.network.program.Operation;
import org.synfire.network.program.ProgramLibrary;

/** {@code docs/neuron-programs.md} shows commands and a program that work, and names every program of the library. */
class NeuronProgramsDocTest {
    @TempDir
    private Path directory;

    private static Markdown page() throws IOException {
        return Markdown.of("docs/neuron-programs.md");
    }

    @Test
    void commandsWork() throws IOException {
        List<String> commands = page().blocks("sh").getFirst().lines().toList();
        assertEquals(5, commands.size());
        for (String command : commands) {
            String[] words = command.replace("out/", directory + "/").split(" ");
            assertEquals("./synfire", words[0]);
            Invocation.done(Arrays.copyOfRange(words, 1, words.length));
        }
        assertTrue(Files.exists(directory.resolve("clif/neuron.html")));
    }

    @Test
    void shownProgramIsAssembled() throws IOException {
        Path file = Files.writeString(
                directory.resolve("shown.asm"), page().blocks("asm").getFirst());
        assertTrue(Invocation.done("neuron", file.toString()).out().contains("7 words of 128"));
    }

    @Test
    void namesProgramsDirectivesAndOperations() throws IOException {
        List<String> keys = page().tableKeys();
        assertEquals(
                ProgramLibrary.names(),
                keys.stream().filter(ProgramLibrary.names()::contains).toList());
        String text = page().text();
        Stream.of(Operation.values())
                .filter(operation -> operation.refusal().isEmpty()
                        || operation.refusal().orElseThrow().contains("public"))
                .forEach(operation -> assertTrue(text.contains("`" + operation), operation + " is not on the page"));
    }
}
