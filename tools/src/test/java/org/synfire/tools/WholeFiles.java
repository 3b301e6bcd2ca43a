package org.synfire.tools;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.synfire.emulator.result.ReportFolder;
import org.synfire.network.file.NetworkFile;
import org.synfire.noc.traffic.PacketTrace;
import org.xml.sax.SAXException;

/** Whether files are whole, by their endings. */
final class WholeFiles {
    private WholeFiles() {}

    /** What is wrong with a file; nothing if it is whole, or of a kind that is not known. */
    static Optional<String> wrong(Path file) {
        String name = file.getFileName().toString();
        try {
            if (name.startsWith(".") || (Files.size(file) == 0 && name.startsWith("empty"))) {
                return Optional.empty();
            }
            String ending = name.substring(name.lastIndexOf('.') + 1);
            switch (ending) {
                case "json" -> {
                    new ObjectMapper().readTree(file.toFile());
                    if (name.equals("report.json")) {
                        ReportFolder.read(file.getParent());
                    }
                }
                case "svg" -> xml().parse(file.toFile());
                case "html" -> {
                    return Files.readString(file).strip().endsWith("</html>")
                            ? Optional.empty()
                            : Optional.of("no end");
                }
                case "csv", "hgrm", "hlog", "txt" -> {
                    return Files.readString(file).endsWith("\n") ? Optional.empty() : Optional.of("no end of a line");
                }
                case "sin" -> NetworkFile.read(file);
                case "gz", "trace" -> PacketTrace.open(file);
                default -> {
                    return Optional.empty();
                }
            }
            return Optional.empty();
        } catch (IOException | SAXException | RuntimeException damaged) {
            return Optional.of(damaged.toString());
        }
    }

    private static DocumentBuilder xml() {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            return factory.newDocumentBuilder();
        } catch (ParserConfigurationException e) {
            throw new AssertionError(e);
        }
    }
}
