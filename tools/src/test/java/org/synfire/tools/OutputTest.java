package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.engine.file.WholeFile;

/** What is written, where it cannot be written, and what must not be overwritten. */
class OutputTest {
    @TempDir
    private Path folder;

    private static void assertRefused(String message, String line) {
        Invocation refused = Invocation.of(line.split(" "));
        assertTrue(refused.err().startsWith("synfire: ") && refused.err().contains(message), refused.err());
        assertEquals(1, refused.err().lines().count(), refused.err());
        assertEquals(ExitStatus.WRONG_INPUT, refused.status());
    }

    /** Takes nothing, as a full disk. */
    private static final class FullWriter extends Writer {
        @Override
        public void write(char[] characters, int from, int length) throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public void flush() {
            // nothing is held
        }

        @Override
        public void close() {
            // nothing is held
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--help", "chip", "map", "noc --quiet --warmup 0 --cycles 500 --json -"})
    void standardOutputThatFailsIsAFailure(String line) {
        StringWriter err = new StringWriter();
        int status = Synfire.execute(new PrintWriter(new FullWriter()), new PrintWriter(err), line.split(" "));
        assertEquals(ExitStatus.FAILED, status);
        assertEquals(
                "synfire: standard output could not be written: it is closed, or what takes it is full"
                        + System.lineSeparator(),
                err.toString());
    }

    @Test
    void controlCharactersAreNeverPrintedRaw() {
        Invocation refused = Invocation.of("chip", "\u001b[31mred\u0007\u009b\u202e.yaml");
        assertTrue(refused.err().contains("\\u001b[31mred\\u0007\\u009b\\u202e.yaml"), refused.err());
        assertFalse(refused.err().contains("\u001b"), refused.err());
        assertEquals(1, Invocation.of("chip", "a\r\nb.yaml").err().lines().count());
    }

    @Test
    void whateverIsThrownIsOneLine() {
        for (Throwable failure : new Throwable[] {
            new OutOfMemoryError("Java heap space"),
            new StackOverflowError(),
            new NoClassDefFoundError("org/synfire/tools/Version"),
            new TypeNotPresentException("org.synfire.tools.Version", null),
            new IllegalStateException("two\nlines"),
            new InputException("two\nlines"),
            new IOException("disk")
        }) {
            StringWriter err = new StringWriter();
            int status = Failure.report(failure, new PrintWriter(err));
            assertEquals(failure instanceof InputException ? ExitStatus.WRONG_INPUT : ExitStatus.FAILED, status);
            assertEquals(1, err.toString().lines().count(), err.toString());
            assertTrue(err.toString().startsWith("synfire: "), err.toString());
            assertFalse(err.toString().contains("Version"), err.toString());
        }
    }

    @Test
    void anEmptyNameIsRefused() {
        for (String option : new String[] {"--out", "--json", "--save-network", "--expect", "--sparsity"}) {
            Invocation refused = Invocation.of("run", option, "");
            assertTrue(refused.err().contains("the name is empty; give a file or a folder"), refused.err());
            assertEquals(ExitStatus.WRONG_INPUT, refused.status());
        }
    }

    @Test
    void filesThatSynfireDidNotWriteStay() throws IOException {
        String foreign = " was not written by a run into this folder";
        Path mine = WholeFile.write(folder.resolve("layers.csv"), "mine");
        assertRefused(mine + foreign, "run --samples 1 --out " + folder);
        assertRefused(mine + foreign, "noc --out " + folder);
        assertRefused(mine + foreign, "reproduce sdann --samples 1 --out " + folder);
        Path model = WholeFile.write(folder.resolve("network.onnx"), "mine");
        assertRefused(model + foreign, "train --out " + folder);
        assertRefused(mine + " is there and no earlier result", "run --json " + mine);
        assertRefused(mine + " is there and no earlier result", "noc --json " + mine);
        assertRefused(mine + " is there and no earlier result", "sparsify --file " + mine);
        assertRefused(mine + " is there and no earlier result", "noc --save-trace " + mine);
        assertRefused(mine + " is there and no earlier result", "run --timing cycle --save-trace " + mine);
        assertRefused(mine + " is there and no earlier result", "hessian --checkpoint c --json " + mine);
        Path saved = WholeFile.write(folder.resolve("mine.sin"), "mine");
        assertRefused(saved + " is there and no earlier result", "run --save-network " + saved);
        assertEquals(
                "mine",
                Files.readString(mine)
                        + Files.readString(model).substring(4)
                        + Files.readString(saved).substring(4));
    }

    @Test
    void resultsReplaceEarlierResultsAndForcedOnesReplaceAll() throws IOException {
        String json = folder.resolve("noc.json").toString();
        String trace = folder.resolve("trace").toString();
        String gzipped = folder.resolve("trace.gz").toString();
        Files.createFile(Path.of(json));
        for (int run = 0; run < 2; run++) {
            for (String file : new String[] {trace, gzipped}) {
                Invocation.done(
                        "noc", "--quiet", "--warmup", "0", "--cycles", "500", "--json", json, "--save-trace", file);
            }
        }
        Path mine = WholeFile.write(folder.resolve("mine"), "mine");
        Invocation.done("noc", "--quiet", "--warmup", "0", "--cycles", "500", "--json", mine.toString(), "--force");
        assertTrue(Files.readString(mine).startsWith("{"));
    }
}
