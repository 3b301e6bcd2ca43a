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
import java.util.stream.StreamSupport;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The report in a real browser, where there is one: no complaint on its console, and the switch between light and dark
 * at work.
 */
class BrowserTest {
    private static final long PATIENCE_SECONDS = 120;
    /** Time that passes in the page; the browser does not wait for it. */
    private static final int PAGE_MILLIS = 5000;

    @TempDir
    private Path directory;

    private static Optional<Path> browser() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** A page as the browser has it after its scripts have run. */
    private Document shown(String page) throws IOException, InterruptedException {
        assumeTrue(browser().isPresent(), "no Chromium is installed");
        Path file = Files.writeString(directory.resolve("report.html"), page);
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
                        "--virtual-time-budget=" + PAGE_MILLIS,
                        "--dump-dom",
                        file.toUri().toString())
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
        return Jsoup.parse(Files.readString(shown));
    }

    @Test
    @Timeout(value = 2 * PATIENCE_SECONDS, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void showsTheReportWithoutComplaint() throws IOException, InterruptedException {
        Document document = shown(ReportOfDemo.page(ReportOfDemo.run()));
        assertFalse(document.getElementById("theme").hasAttr("hidden"), "the script did not run");
        assertEquals("Dark", document.getElementById("theme").text());
        assertEquals(
                2 * document.select("figure svg").size(),
                document.select("figure .save button").size());
    }

    /** The page's own script saves; what it would hand to the reader's disk is put into the page. */
    @Test
    @Timeout(value = 2 * PATIENCE_SECONDS, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void savesADrawingAsTheFileInTheFolderAndAsPixels() throws IOException, InterruptedException {
        String page = ReportOfDemo.page(ReportOfDemo.run());
        String press = """
            <script>
            function put(kind, words) {
              var saved = document.createElement("pre");
              saved.id = kind;
              saved.textContent = words;
              document.body.append(saved);
            }
            URL.createObjectURL = function (content) {
              if (content.type === "image/svg+xml") {
                content.text().then(function (words) { put("saved-svg", words); });
              } else {
                put("saved-png", content.type + (content.size > 1000 ? "" : ", empty"));
              }
              return "#";
            };
            var toBlob = HTMLCanvasElement.prototype.toBlob;
            HTMLCanvasElement.prototype.toBlob = function () {
              put("pixels", this.width + " x " + this.height);
              toBlob.apply(this, arguments);
            };
            document.documentElement.dataset.theme = "dark";
            document.getElementById("mesh-map").closest("figure").querySelectorAll(".save button")
              .forEach(function (button) { button.click(); });
            </script></body>\
            """;
        Document document = shown(page.replace("</body>", press));
        String file = SvgFiles.of(page).get("mesh-map.svg");
        assertEquals(
                canonical(file), canonical(document.getElementById("saved-svg").wholeText()));
        Element drawing = document.getElementById("mesh-map");
        String[] box = drawing.attr("viewBox").split(" ");
        assertEquals(
                3 * Integer.parseInt(box[2]) + " x " + 3 * Integer.parseInt(box[3]),
                document.getElementById("pixels").text());
        assertEquals("image/png", document.getElementById("saved-png").text());
    }

    /** An XML file without what means nothing: the order of attributes and the way to write empty elements. */
    private static String canonical(String file) {
        Document document = Jsoup.parse(file, "", Parser.xmlParser());
        document.outputSettings().prettyPrint(false);
        StringBuilder text = new StringBuilder();
        document.getAllElements().forEach(element -> {
            text.append(element.normalName());
            StreamSupport.stream(element.attributes().spliterator(), false)
                    .map(attribute -> " " + attribute.getKey() + "=" + attribute.getValue())
                    .sorted()
                    .forEach(text::append);
            text.append(" ").append(element.ownText()).append("\n");
        });
        return text.toString();
    }
}
