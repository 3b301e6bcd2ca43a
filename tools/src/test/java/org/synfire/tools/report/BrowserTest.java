package org.synfire.tools.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report in a real browser, where there is one: no complaint on its console, and the switch between light and dark
 * at work.
 */
class BrowserTest {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private Path directory;

    private static Optional<Path> browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @Test
    @Timeout(value = 2 * PATIENCE_SECONDS, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void showsTheReportWithoutComplaint() throws IOException, InterruptedException {
        assumeTrue(browser().isPresent(), "no Chromium is installed");
        Path page = Files.writeString(directory.resolve("report.html"), ReportOfDemo.page(ReportOfDemo.run()));
        Path shown = directory.resolve("shown.html");
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder(
                        browser().get().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--user-data-dir=" + directory.resolve("profile"),
                        "--enable-logging=stderr",
                        "--dump-dom",
                        page.toUri().toString())
                .redirectOutput(shown.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the browser did not end");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(log);
        assumeTrue(process.exitValue() == 0 && Files.size(shown) > 0, "the browser does not run here: " + said);
        assertFalse(said.contains("CONSOLE"), said);
        Document document = Jsoup.parse(Files.readString(shown));
        assertFalse(document.getElementById("theme").hasAttr("hidden"), "the script did not run");
        assertEquals("Dark", document.getElementById("theme").text());
    }
}
