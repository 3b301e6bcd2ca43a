package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.emulator.result.ReportFolder;

/** {@code run --out} and {@code report}. */
class ReportCommandTest {
    @TempDir
    private Path directory;

    private Path run(String... options) {
        Path out = directory.resolve("out");
        Invocation.done(Stream.concat(
                        Stream.of("run", "--samples", "4", "--calibrate", "10", "--quiet", "--out", out.toString()),
                        Stream.of(options))
                .toArray(String[]::new));
        return out;
    }

    @Test
    void makesTheSameReportAgain() throws IOException {
        Path out = run();
        byte[] first = Files.readAllBytes(out.resolve("report.html"));
        Files.delete(out.resolve("report.html"));
        Invocation again = Invocation.of("report", out.toString());
        assertEquals(ExitStatus.DONE, again.status(), again.err());
        assertEquals(out.resolve("report.html") + System.lineSeparator(), again.out());
        assertArrayEquals(first, Files.readAllBytes(out.resolve("report.html")));
    }

    @Test
    void showsTheLayerAskedFor() throws IOException {
        assertTrue(Files.readString(run("--raster", "branch1_relu").resolve("report.html"))
                .contains("Spikes of layer 3, branch1_relu"));
        Path without = run("--raster", "none");
        assertTrue(!Files.readString(without.resolve("report.html")).contains("id=\"raster\"")
                && !Files.exists(without.resolve("raster.csv")));
    }

    @Test
    void refusesARasterThatCannotBe() {
        Invocation unknown = Invocation.of(
                "run",
                "--samples",
                "2",
                "--calibrate",
                "10",
                "--raster",
                "nowhere",
                "--out",
                directory.resolve("out").toString());
        assertEquals(ExitStatus.WRONG_INPUT, unknown.status());
        assertTrue(
                unknown.err()
                        .startsWith("synfire: no layer 'nowhere' that sends spikes in network digits; it has 0 image, 1"
                                + " stem_relu,"),
                unknown.err());
        Invocation alone = Invocation.of("run", "--samples", "2", "--raster", "1");
        assertEquals(ExitStatus.WRONG_INPUT, alone.status());
        assertTrue(alone.err().contains("--raster 1 needs --out DIR"), alone.err());
    }

    @Test
    void refusesFoldersThatAreNotARunsOrNotWhole() throws IOException {
        assertRefused("there is no folder", directory.resolve("nowhere"));
        assertRefused("is no folder of a run", Files.createDirectory(directory.resolve("empty")));
        Path out = run();
        String list = Files.readString(out.resolve("report.json"));
        String format = "\"format\" : " + ReportFolder.FORMAT;
        Files.writeString(out.resolve("report.json"), list.replace(format, "\"format\" : 99"));
        assertRefused("in format 99; this version reads formats 3 to " + ReportFolder.FORMAT, out);
        Files.writeString(out.resolve("report.json"), list);
        Files.writeString(
                out.resolve("run.json"),
                Files.readString(out.resolve("run.json")).replace("\"correct\"", "\"corect\""));
        assertRefused("run.json is not as the run wrote it", out);
        Files.delete(out.resolve("details.json"));
        Files.delete(out.resolve("report.json"));
        assertRefused("has no report.json: the run was ended while it wrote", out);
    }

    /**
     * What versions of November 2026 wrote: format 3 has neither origin nor samples nor mistakes, and format 4 does not
     * know the use of links over time.
     */
    @ParameterizedTest
    @CsvSource({"3, 7273944babe9c1ee", "4, c48a92437162abdf"})
    void makesThePageOfAnOlderFormat(int format, String fingerprint) throws IOException {
        Path folder = Files.createDirectory(directory.resolve("older"));
        try (ZipInputStream zip =
                new ZipInputStream(ReportCommandTest.class.getResourceAsStream("report-format-" + format + ".zip"))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Files.write(folder.resolve(entry.getName()), zip.readAllBytes());
            }
        }
        assertEquals(ExitStatus.DONE, Invocation.of("report", folder.toString()).status());
        String page = Files.readString(folder.resolve("report.html"));
        assertTrue(page.contains("digits on darwin3") && page.contains(fingerprint), page);
        assertTrue(!page.contains("id=\"linkuse\""), page);
    }

    private static void assertRefused(String message, Path folder) {
        Invocation report = Invocation.of("report", folder.toString());
        assertEquals(ExitStatus.WRONG_INPUT, report.status());
        assertTrue(report.err().startsWith("synfire: ") && report.err().contains(message), report.err());
        assertEquals("", report.out());
    }

    /** Charts are laid out by {@code ChartFont}; a machine without fonts makes the same report. */
    @Test
    @Timeout(value = 180, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void asksTheMachineForNoFont() throws IOException, InterruptedException {
        Path out = run();
        Path log = directory.resolve("log");
        Process process = OwnProcess.of(List.of("-Xlog:class+load"), List.of("report", out.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "still running");
        } finally {
            process.destroyForcibly();
        }
        String loaded = Files.readString(log);
        assertEquals(0, process.exitValue(), loaded);
        assertTrue(
                loaded.contains(" org.synfire.tools.report.ChartFont ") && loaded.contains(" java.awt.Font "),
                "the classes loaded are not those of a report");
        assertTrue(!loaded.contains("sun.font.SunFontManager"), "fonts were looked for");
    }
}
