package org.synfire.papers.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.WholeFile;

/**
 * Everything that an experiment has found.
 *
 * @param name of its files
 * @param title for people
 * @param tables in their order
 * @param assumptions what a reader of all tables must know
 */
public record ResultTables(String name, String title, List<ResultTable> tables, List<String> assumptions) {
    /** The format of the JSON file. */
    public static final int VERSION = 1;

    public ResultTables {
        tables = List.copyOf(tables);
        assumptions = List.copyOf(assumptions);
    }

    /** All tables as lines of text. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(title));
        for (ResultTable table : tables) {
            lines.add("");
            lines.addAll(table.lines());
        }
        if (!assumptions.isEmpty()) {
            lines.add("");
            lines.add("assumptions:");
            assumptions.forEach(assumption -> lines.add("  " + assumption));
        }
        return lines;
    }

    /** All tables as JSON: each with its rows as objects, the columns' keys as names. */
    public String json() {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode()
                .put("version", VERSION)
                .put("name", name)
                .put("title", title);
        ObjectNode all = root.putObject("tables");
        for (ResultTable table : tables) {
            ArrayNode rows =
                    all.putObject(table.key()).put("title", table.title()).putArray("rows");
            for (List<Object> row : table.rows()) {
                ObjectNode object = rows.addObject();
                for (int i = 0; i < row.size(); i++) {
                    object.putPOJO(table.columns().get(i).key(), row.get(i));
                }
            }
        }
        root.set("assumptions", mapper.valueToTree(assumptions));
        try {
            return mapper.writeValueAsString(root) + "\n";
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a table can always be written as JSON", impossible);
        }
    }

    /**
     * Writes the name with {@code .txt} and {@code .json}, and with each table's key a {@code .csv}.
     *
     * @throws OutputException if they cannot be written
     */
    public void write(Path directory) {
        try {
            Files.createDirectories(directory);
            WholeFile.write(directory.resolve(name + ".txt"), lines());
            WholeFile.write(directory.resolve(name + ".json"), json());
            for (ResultTable table : tables) {
                WholeFile.write(directory.resolve(name + "-" + table.key() + ".csv"), table.csv());
            }
        } catch (IOException unwritable) {
            throw new OutputException(
                    String.format(
                            Locale.ROOT,
                            "cannot write to %s: %s; choose another folder",
                            directory,
                            FileReason.of(unwritable)),
                    unwritable);
        }
    }
}
