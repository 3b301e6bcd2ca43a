package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.synfire.network.detect.DetectionHead;
import org.synfire.network.detect.HeadFile;

/** The heads that {@code docs/detection.md} shows can be read, and the first is the file in the examples. */
class DetectionDocTest {
    private static final String EXAMPLE = "docs/examples/yolo-voc.yaml";

    @Test
    void everyHeadIsRead() throws IOException {
        List<DetectionHead> heads = Markdown.of("docs/detection.md").blocks("yaml").stream()
                .map(block -> HeadFile.parse(EXAMPLE, block.getBytes(StandardCharsets.UTF_8)))
                .toList();
        assertEquals(
                List.of("yolo3", "yolo1", "yolo2", "ssd", "ssd"),
                heads.stream().map(head -> head.head().word()).toList());
        byte[] example = Files.readAllBytes(RepositoryFiles.root().resolve(EXAMPLE));
        assertEquals(HeadFile.parse(EXAMPLE, example), heads.getFirst());
    }
}
