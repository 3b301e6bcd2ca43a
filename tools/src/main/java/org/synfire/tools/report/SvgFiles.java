package org.synfire.tools.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The drawings of a page as SVG files of their own, for documents and slides.
 *
 * <p>A page's drawing takes its colours and its font from the page's style sheet, and programs that are not browsers
 * read neither {@code var()} nor {@code light-dark()}. A file therefore has the colours of the light page, written out,
 * on white, and names fonts that are common.
 *
 * <p><b>Exactness:</b> a function of the page's text. The page's script makes the same file, so a change here is a
 * change of {@code report.js}.
 */
final class SvgFiles {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String BEGIN = "<svg ";
    private static final String END = "</svg>";
    private static final String DESCRIPTION_END = "</desc>";
    private static final String FONTS = "Helvetica, Arial, Liberation Sans, sans-serif";
    private static final String WHITE = "#ffffff";
    private static final Pattern ID = Pattern.compile("(?<= )id=\"([^\"]*)\"");
    private static final Pattern BOX = Pattern.compile("viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"");
    private static final Pattern LOOK_OF_PAGE = Pattern.compile(" (?:style|class|xmlns)=\"[^\"]*\"");
    private static final Pattern VARIABLE = Pattern.compile("var\\(--([a-z0-9-]+)\\)");
    private static final Pattern DEFINITION = Pattern.compile("--([a-z0-9-]+): (?:light-dark\\()?(#[0-9a-f]{6})[,;]");
    private static final Map<String, String> LIGHT = lightColours(style());

    private SvgFiles() {}

    /**
     * Every drawing of a page.
     *
     * @param page as HTML
     * @return text of the files by name, in the order of the page
     */
    static SequencedMap<String, String> of(String page) {
        SequencedMap<String, String> files = new LinkedHashMap<>();
        int begin = page.indexOf(BEGIN);
        while (begin >= 0) {
            int end = page.indexOf(END, begin) + END.length();
            String drawing = page.substring(begin, end);
            files.put(only(ID, drawing).group(1) + ".svg", file(drawing));
            begin = page.indexOf(BEGIN, end);
        }
        return files;
    }

    /**
     * One drawing.
     *
     * @param drawing as it stands in a page, from {@code <svg} to its end
     */
    static String file(String drawing) {
        Matcher box = only(BOX, drawing);
        String size = "width=\"" + box.group(1) + "\" height=\"" + box.group(2) + "\"";
        int rootEnd = drawing.indexOf('>');
        int descriptionEnd = drawing.indexOf(DESCRIPTION_END) + DESCRIPTION_END.length();
        String root =
                LOOK_OF_PAGE.matcher(drawing.substring(BEGIN.length(), rootEnd)).replaceAll("");
        String file = BEGIN + "xmlns=\"http://www.w3.org/2000/svg\" " + size + " font-family=\"" + FONTS + "\" " + root
                + drawing.substring(rootEnd, descriptionEnd) + "<rect " + size + " fill=\"" + WHITE + "\"/>"
                + drawing.substring(descriptionEnd);
        return DECLARATION + VARIABLE.matcher(file).replaceAll(variable -> light(variable.group(1))) + "\n";
    }

    private static Matcher only(Pattern pattern, String drawing) {
        Matcher found = pattern.matcher(drawing);
        if (!found.find()) {
            throw new IllegalArgumentException("a drawing lacks " + pattern);
        }
        return found;
    }

    private static String light(String variable) {
        String colour = LIGHT.get(variable);
        if (colour == null) {
            throw new IllegalArgumentException("the style sheet has no colour --" + variable);
        }
        return colour;
    }

    private static Map<String, String> lightColours(String style) {
        Map<String, String> colours = new LinkedHashMap<>();
        DEFINITION.matcher(style).results().forEach(found -> colours.put(found.group(1), found.group(2)));
        return Map.copyOf(colours);
    }

    private static String style() {
        return Page.resource("report.css");
    }
}
