package org.synfire.tools.repository;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.synfire.tools.RepositoryFiles;

/** {@code docs/architecture.md} lists every package, and the classes that it names exist. */
class ArchitectureDocTest {
    private static final Pattern PACKAGE_ROW = Pattern.compile("(?m)^\\| `([a-z\\d.]+)` \\| .+ \\|$");
    private static final Pattern CLASS = Pattern.compile("`([A-Z][a-z]+[A-Za-z]*)`");
    private static final String MAIN = "/src/main/java/";

    private static String page() throws IOException {
        return Files.readString(RepositoryFiles.root().resolve("docs/architecture.md"));
    }

    @Test
    void listsEveryPackage() throws IOException {
        Set<String> packages = Sources.ending("/package-info.java").keySet().stream()
                .filter(name -> name.contains(MAIN))
                .map(name -> name.replaceAll(".*/org/synfire/(.*)/package-info.java", "$1")
                        .replace('/', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> listed = PACKAGE_ROW
                .matcher(page())
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(packages, listed);
    }

    @Test
    void namesClassesThatExist() throws IOException {
        Set<String> classes = Sources.ending(".java").keySet().stream()
                .filter(name -> name.contains(MAIN))
                .map(name -> name.replaceAll(".*/(.*)\\.java", "$1"))
                .collect(Collectors.toSet());
        Set<String> unknown = CLASS.matcher(page())
                .results()
                .map(name -> name.group(1))
                .filter(name -> !classes.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), unknown);
    }
}
