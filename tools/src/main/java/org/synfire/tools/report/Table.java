package org.synfire.tools.report;

import static j2html.TagCreator.caption;
import static j2html.TagCreator.details;
import static j2html.TagCreator.each;
import static j2html.TagCreator.summary;
import static j2html.TagCreator.table;
import static j2html.TagCreator.tbody;
import static j2html.TagCreator.td;
import static j2html.TagCreator.text;
import static j2html.TagCreator.th;
import static j2html.TagCreator.thead;
import static j2html.TagCreator.tr;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table: the first column names the rows, the others hold numbers unless they are said to hold text.
 *
 * <p><b>Threads:</b> one; filled row by row, then made a part of the page.
 */
final class Table {
    private final String caption;
    private final List<Column> columns = new ArrayList<>();
    private final List<List<DomContent>> rows = new ArrayList<>();

    private record Column(String title, boolean isNumber) {
        String style() {
            return isNumber ? "number" : "text";
        }
    }

    /** @param caption what it shows, in a sentence without a full stop */
    Table(String caption) {
        this.caption = caption;
    }

    /**
     * Adds columns of numbers.
     *
     * @param titles with the unit
     */
    Table numbers(String... titles) {
        for (String title : titles) {
            columns.add(new Column(title, true));
        }
        return this;
    }

    /** Adds columns of words. */
    Table words(String... titles) {
        for (String title : titles) {
            columns.add(new Column(title, false));
        }
        return this;
    }

    /** Adds a row: a text or a part of the page for each column. */
    Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT, "%d cells for %d columns of the table '%s'", cells.length, columns.size(), caption));
        }
        List<DomContent> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof DomContent content ? content : text(String.valueOf(cell)));
        }
        rows.add(row);
        return this;
    }

    /** The table, scrolled sideways where the screen is narrow. */
    DomContent open() {
        return Scroll.of(
                table(
                        caption(caption),
                        thead(tr(each(
                                columns,
                                column -> th(column.title())
                                        .withClass(column.style())
                                        .attr("scope", "col")))),
                        tbody(each(rows, row -> tr(cells(row))))),
                caption);
    }

    /** The table behind a line to click on. */
    DomContent folded() {
        return details(summary("Table: " + caption), open()).withClass("data");
    }

    private DomContent[] cells(List<DomContent> row) {
        List<DomContent> cells = new ArrayList<>(
                List.of(th(row.getFirst()).withClass(columns.getFirst().style()).attr("scope", "row")));
        for (int i = 1; i < row.size(); i++) {
            cells.add(td(row.get(i)).withClass(columns.get(i).style()));
        }
        return cells.toArray(DomContent[]::new);
    }
}
