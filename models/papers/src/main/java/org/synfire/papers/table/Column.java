package org.synfire.papers.table;

import java.util.Locale;

/**
 * A column of a table.
 *
 * @param key its name in CSV and JSON files, with the unit
 * @param title its name for people, with the unit
 * @param format of a number, as {@link String#format} takes it; {@code null} for a column of words
 */
public record Column(String key, String title, String format) {
    /** Whether it holds numbers. */
    public boolean isNumber() {
        return format != null;
    }

    /** A cell as people read it; nothing for {@code null}, a text as it is. */
    public String shown(Object cell) {
        return cell == null
                ? ""
                : isNumber() && cell instanceof Number ? String.format(Locale.ROOT, format, cell) : cell.toString();
    }
}
