package org.synfire.network.event.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.synfire.network.event.Sensor;

/**
 * Lines of text before the events of a binary file, each with a mark in front.
 *
 * @param lines without marks and ends
 * @param end the byte behind them
 */
record TextHeader(List<String> lines, int end) {
    private static final int LONGEST_LINE = 1 << 16;
    private static final Pattern GEOMETRY = Pattern.compile("(?i)geometry[ :]+(\\d{1,5})x(\\d{1,5})");

    /**
     * Reads lines as long as they begin with a mark; {@code last} ends them.
     *
     * @throws org.synfire.engine.InputException if a line has no end
     */
    static TextHeader read(EventBytes file, int start, char mark, String last) {
        List<String> lines = new ArrayList<>();
        int offset = start;
        while (offset < file.size() && file.u8(offset) == mark) {
            int end = offset;
            while (end < file.size() && file.u8(end) != '\n') {
                if (end - offset > LONGEST_LINE) {
                    throw file.fault(offset, "a line of the header does not end");
                }
                end++;
            }
            if (end == file.size()) {
                throw file.fault(offset, "truncated within the header; copy the file again");
            }
            String line = new String(file.copy(offset + 1, end - offset - 1), StandardCharsets.ISO_8859_1).strip();
            lines.add(line);
            offset = end + 1;
            if (line.equals(last)) {
                break;
            }
        }
        return new TextHeader(lines, offset);
    }

    /** Whether some line begins with this text. */
    boolean hasLine(String start) {
        return lines.stream().anyMatch(line -> line.startsWith(start));
    }

    /** The rest of the line with this beginning, if there is one. */
    Optional<String> rest(String start) {
        return lines.stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()).strip())
                .findFirst();
    }

    /** Whether some line holds this text. */
    boolean hasText(String text) {
        return lines.stream().anyMatch(line -> line.contains(text));
    }

    /** The sensor of {@code width=..;height=..}, of {@code Width} and {@code Height} or of {@code geometry WxH}. */
    Optional<Sensor> sensor() {
        String all = String.join("\n", lines);
        Matcher geometry = GEOMETRY.matcher(all);
        if (geometry.find()) {
            return sensor(geometry.group(1), geometry.group(2));
        }
        Matcher width = Pattern.compile("(?i)\\bwidth[= ]+(\\d{1,5})").matcher(all);
        Matcher height = Pattern.compile("(?i)\\bheight[= ]+(\\d{1,5})").matcher(all);
        return width.find() && height.find() ? sensor(width.group(1), height.group(1)) : Optional.empty();
    }

    private static Optional<Sensor> sensor(String width, String height) {
        int columns = Integer.parseInt(width);
        int rows = Integer.parseInt(height);
        return Sensor.isPossible(columns, rows, 2) ? Optional.of(new Sensor(columns, rows, 2)) : Optional.empty();
    }
}
