package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.network.program.ProgramLibrary;

/** {@code synfire neuron}: words, responses, files, and what is wrong with arguments. */
class NeuronCommandTest {
    private static final String IF = """
        ; Counts.
        .threshold 3
        .reset 0
        .state potential
        LSIS ls=load nph=Vt+wgtsum
        UPTVT fcs=integrate
        GSPRS gsp=1 vcp=1 rsm=value
        LSIS ls=store nph=Vt
        NPC
        """;

    @TempDir
    private Path directory;

    @Test
    void listsTheLibrary() {
        List<String> lines = Invocation.done("neuron", "--list").out().lines().toList();
        assertEquals(
                ProgramLibrary.names(),
                lines.stream().map(line -> line.split(" ")[0]).toList());
    }

    /** Steps 0 to 9: 1 arrives in steps 2 to 7, and at 3 the neuron spikes and is reset: in steps 4 and 7. */
    @Test
    void showsWordsAndTheResponse() throws IOException {
        Path file = Files.writeString(directory.resolve("count.asm"), IF);
        String out = Invocation.done(
                        "neuron",
                        file.toString(),
                        "--steps",
                        "10",
                        "--current",
                        "1",
                        "--spikes",
                        "0,9",
                        "--weight",
                        "2")
                .out();
        for (String line : new String[] {
            file + ": Counts.",
            "5 words of 128; state: potential of 16 bits; at most 5 instructions an update",
            "registers of 16 bits that saturate; products round to the nearest, halves away from zero",
            "constants: R1 3, potential 0, reset 0; products shifted by 8",
            "   0  0x8044   LSIS ls=0 nph=68",
            "   2  0xc00d   GSPRS rs=0 gspm=0 rstn=0 gsp=1 vcp=1 rsm=1",
            "   4  0xc800   NPC",
            "step current: 1 arrives in each of the steps 2 to 7",
            "2 spikes, the first in step 4; 50 instructions, 5.0 a step; 0 steps with an overflow",
            "        steps     input  spikes  potential",
            "     3      3         1       0          2",
            "     4      4         1       1          0",
            "spike train: each spike adds 2",
            "1 spikes, the first in step 9; 50 instructions, 5.0 a step; 0 steps with an overflow"
        }) {
            assertTrue(out.lines().anyMatch(line::equals), line + " is not in\n" + out);
        }
    }

    @Test
    void writesAPageAndEveryStep() throws IOException {
        Path out = directory.resolve("out");
        Invocation.done("neuron", "alif", "--precision", "exact", "--out", out.toString());
        Invocation.done("neuron", "clif", "--out", out.toString());
        try (Stream<Path> files = Files.list(out)) {
            assertEquals(
                    List.of(
                            ".synfire",
                            "current.csv",
                            "neuron-current.svg",
                            "neuron-spikes.svg",
                            "neuron.html",
                            "spikes.csv"),
                    files.map(path -> path.getFileName().toString()).sorted().toList());
        }
        List<String> csv = Files.readAllLines(out.resolve("current.csv"));
        assertEquals("step,input,spike,overflow,instructions,potential,current", csv.getFirst());
        assertEquals(201, csv.size());
        assertEquals("40,16,0,0,9,16,16", csv.get(41));
        String page = Files.readString(out.resolve("neuron.html"));
        assertTrue(page.contains("UPTIS unph=I") && page.contains("0x9200"), "words and text");
        assertTrue(Files.readString(out.resolve("neuron-current.svg")).contains("spikes"), "a legend");
    }

    /** The picture of the documentation is what the command draws. */
    @Test
    void drawsAllProgramsInOnePicture() throws IOException {
        Path out = directory.resolve("all");
        List<String> lines = Invocation.done("neuron", "--all", "--out", out.toString())
                .out()
                .lines()
                .toList();
        assertEquals(2 * ProgramLibrary.names().size(), lines.size());
        assertEquals("lif         step current    4 spikes; 64 arrives in each of the steps 40 to 159", lines.get(4));
        String drawing = Files.readString(out.resolve("neuron-programs.svg"));
        for (String name : ProgramLibrary.names()) {
            assertTrue(drawing.contains(">" + name + "<"), name);
        }
        assertTrue(drawing.contains("refractory \u00d750"), "a small word is enlarged");
        assertEquals(
                Files.readString(RepositoryFiles.root().resolve("docs/neuron-programs.svg")),
                drawing,
                "make it again: ./synfire neuron --all --out DIR, and copy neuron-programs.svg");
    }

    @Test
    void computesInTheRegistersAskedFor() {
        String[] arguments = {"neuron", "if", "--current", "40000", "--steps", "5", "--precision", "darwin3"};
        assertTrue(Invocation.done(arguments).out().contains("3 steps with an overflow"));
        arguments[7] = "exact";
        assertTrue(Invocation.done(arguments).out().contains("registers of 32 bits"));
        assertTrue(!Invocation.done(arguments).out().contains("3 steps with an overflow"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "neuron                       | give a program of the library or a file in assembly; --list names the"
                        + " library",
                "neuron lift                  | there is no program lift in the library, and no such file; known are"
                        + " if,",
                "neuron missing.asm           | cannot read missing.asm: there is no such file or folder",
                "neuron --all lif             | --all lif: --all takes the programs of the library; leave one out",
                "neuron if --steps 0          | --steps 0: give a number of 1..100000",
                "neuron if --steps 5 --spikes 5 | --spikes: there is no step 5; give steps of 0..4"
            })
    void saysWhatIsWrong(String command, String message) {
        Invocation invocation = Invocation.of(command.split(" "));
        assertEquals(ExitStatus.WRONG_INPUT, invocation.status());
        assertTrue(invocation.err().startsWith("synfire: " + message), invocation.err());
    }

    @Test
    void namesThePlaceInAFile() throws IOException {
        Path file = Files.writeString(directory.resolve("wrong.asm"), "NPC\nSTORE rs=R1\n");
        Invocation invocation = Invocation.of("neuron", file.toString());
        assertEquals(ExitStatus.WRONG_INPUT, invocation.status());
        assertEquals(
                "synfire: " + file
                        + ", line 2, column 1: STORE: its meaning is not public; write the program without it",
                invocation.err().strip());
    }
}
