package org.synfire.network.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.InputFile;

/**
 * Lines of values, separated by tabs where the first line has one, otherwise by commas, semicolons or blanks. A value
 * in double quotes may hold separators, and a doubled quote stands for one. Empty lines are left aside.
 *
 * @param file named in errors
 * @param lines the values of each line that is not empty
 * @param numbers of these lines in the file, from 1
 */
public record SeparatedValues(Path file, List<List<String>> lines, List<Integer> numbers) {
    private static final int MAX_BYTES = 1 << 28;

    /**
     * Reads a file of text.
     *
     * @throws InputException if the file cannot be read or has no line
     */
    public static SeparatedValues read(Path file) {
        String text;
        try {
            text = new String(InputFile.bytes(file, MAX_BYTES), StandardCharsets.UTF_8);
        } catch (IOException | OutOfMemoryError unreadable) {
            throw new InputException(file + ": cannot be read: " + FileReason.of(unreadable), unreadable);
        }
        List<String> raw =
                (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
        String first = raw.stream().filter(line -> !line.isBlank()).findFirst().orElse("");
        if (first.isEmpty()) {
            throw new InputException(file + ": is empty");
        }
        char separator =
                first.indexOf('\t') >= 0 ? '\t' : first.indexOf(',') >= 0 ? ',' : first.indexOf(';') >= 0 ? ';' : ' ';
        List<List<String>> lines = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        for (int line = 0; line < raw.size(); line++) {
            if (!raw.get(line).isBlank()) {
                lines.add(values(raw.get(line), separator));
                numbers.add(line + 1);
            }
        }
        return new SeparatedValues(file, lines, numbers);
    }

    private static List<String> values(String line, char separator) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean isQuoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && (isQuoted || value.isEmpty())) {
                if (isQuoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    value.append(c);
                    i++;
                } else {
                    isQuoted = !isQuoted;
                }
            } else if (c == separator && !isQuoted) {
                values.add(value.toString().strip());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString().strip());
        return values;
    }

    /**
     * An error that names a line.
     *
     * @param line its number among those that are not empty, from 0
     * @param what is wrong with it
     */
    public InputException wrong(int line, String what) {
        return new InputException(file + " line " + numbers.get(line) + ": " + what);
    }
}
