package org.synfire.network.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Neuron programs that come along. Each states its equation and source at its beginning. */
public final class ProgramLibrary {
    private static final List<String> NAMES = List.of(
            "if",
            "if-bias",
            "lif",
            "clif",
            "refractory",
            "alif",
            "integrator",
            "izhikevich",
            "loihi-cuba",
            "loihi-refractory",
            "mint-read",
            "mint-store");

    private ProgramLibrary() {}

    /** The names, simple neurons first. */
    public static List<String> names() {
        return NAMES;
    }

    /** The assembly of a program; empty if there is none of this name. */
    public static Optional<String> text(String name) {
        return NAMES.contains(name) ? Optional.of(read(name)) : Optional.empty();
    }

    /**
     * A program, assembled.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public static AssemblyProgram program(String name) {
        return Assembler.assemble(
                name + ".asm",
                text(name).orElseThrow(() -> new IllegalArgumentException("no neuron program is called " + name)));
    }

    /** What a program is, in one sentence: its first comment. */
    public static String description(String text) {
        return text.lines()
                .filter(line -> line.startsWith(";"))
                .findFirst()
                .map(line -> line.substring(1).strip())
                .orElse("");
    }

    private static String read(String name) {
        try (InputStream stream = ProgramLibrary.class.getResourceAsStream(name + ".asm")) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the program " + name + " of the library cannot be read", e);
        }
    }
}
