package org.synfire.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.synfire.engine.DamagedReads;
import org.synfire.engine.InputException;

/** Files that the fuzzer of {@code .ci/fuzz} found, and at which a reader failed in the past, are refused in words. */
class FuzzedFilesTest {
    @TempDir
    private Path folder;

    @TestFactory
    List<DynamicTest> filesFoundByTheFuzzer() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (FileFormat format : FileFormat.values()) {
            List<Path> found = FuzzSeeds.found(FuzzSeeds.FOUND, format);
            if (found.isEmpty()) {
                continue;
            }
            FileFormat.Subject subject = format.in(Files.createDirectories(folder.resolve(format.toString())));
            DamagedReads reads = new DamagedReads(subject.file().getParent(), 0);
            for (Path file : found) {
                tests.add(DynamicTest.dynamicTest(
                        format + " " + file.getFileName(),
                        () -> reads.require(subject.file(), Files.readAllBytes(file), subject.reader())));
            }
        }
        return tests;
    }

    @Test
    void everyFolderOfFoundFilesIsOfAFormat() throws IOException {
        try (Stream<Path> folders = Files.list(FuzzSeeds.FOUND)) {
            assertEquals(
                    List.of(),
                    folders.filter(Files::isDirectory)
                            .map(folder -> folder.getFileName().toString())
                            .filter(name -> Stream.of(FileFormat.values())
                                    .noneMatch(format -> format.toString().equals(name)))
                            .toList());
        }
    }

    @Test
    void theTargetOfTheFuzzerFailsAtAFaultAndPassesARefusal() throws Exception {
        DamagedReads reads = new DamagedReads(folder, 0);
        Path file = folder.resolve("file");
        byte[] content = "text".getBytes(StandardCharsets.UTF_8);
        reads.require(file, content, damaged -> assertEquals("text", Files.readString(damaged)));
        reads.require(file, content, damaged -> {
            throw new InputException(damaged + ": no network");
        });
        assertThrows(
                ArithmeticException.class,
                () -> reads.require(file, content, damaged -> {
                    throw new ArithmeticException();
                }));
        AssertionError unnamed = assertThrows(
                AssertionError.class,
                () -> reads.require(file, content, damaged -> {
                    throw new InputException("no network");
                }));
        assertTrue(unnamed.getMessage().contains("does not name the file"), unnamed.getMessage());
    }
}
