package org.synfire.tools.report;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;

/** Whether a drawing shows its texts whole: within the paper and within what clips them. */
public final class DrawnTexts {
    /** Widths are of a font that may be narrower than the one that a page has. */
    private static final double TOLERANCE = 1;

    private DrawnTexts() {}

    /** Fails where a text leaves the drawing or is clipped. */
    public static void assertWithin(String name, String svg) {
        Document document = Jsoup.parse(svg, "", Parser.xmlParser());
        Element root = document.selectFirst("svg");
        double right = Double.parseDouble(root.attr("width"));
        double bottom = Double.parseDouble(root.attr("height"));
        for (Element text : root.select("text")) {
            double size = Double.parseDouble(inherited(text, "font-size").replace("px", ""));
            double width =
                    new ChartFont(Font.PLAIN, (int) size).width(text.wholeText().strip());
            double x = Double.parseDouble(text.attr("x"))
                    + (text.wholeText().length()
                                    - text.wholeText().stripLeading().length())
                            * size
                            * 0.278;
            double y = Double.parseDouble(text.attr("y"));
            double from = switch (inherited(text, "text-anchor")) {
                case "middle" -> x - width / 2;
                case "end" -> x - width;
                default -> x;
            };
            double[] clip = clip(document, inherited(text, "clip-path"), right, bottom);
            assertTrue(
                    from >= clip[0] - TOLERANCE
                            && from + width <= clip[2] + TOLERANCE
                            && y - size / 2 >= clip[1]
                            && y <= clip[3],
                    () -> String.format(
                            Locale.ROOT,
                            "%s: '%s' from %.1f to %.1f at %.1f is cut by %.1f..%.1f, %.1f..%.1f",
                            name,
                            text.wholeText(),
                            from,
                            from + width,
                            y,
                            clip[0],
                            clip[2],
                            clip[1],
                            clip[3]));
        }
    }

    private static String inherited(Element element, String attribute) {
        Element holder = element.closest("[" + attribute + "]");
        return holder == null ? "" : holder.attr(attribute);
    }

    /** Left, top, right and bottom of a clip path that is a rectangle. */
    private static double[] clip(Document document, String reference, double right, double bottom) {
        if (reference.isEmpty()) {
            return new double[] {0, 0, right, bottom};
        }
        String id = reference.substring("url(#".length(), reference.length() - 1);
        double[] box = {right, bottom, 0, 0};
        String path = document.getElementById(id).selectFirst("path").attr("d");
        String[] numbers = path.replaceAll("[A-Z]", " ").strip().split("\\s+");
        for (int i = 0; i + 1 < numbers.length; i += 2) {
            double x = Double.parseDouble(numbers[i]);
            double y = Double.parseDouble(numbers[i + 1]);
            box[0] = Math.min(box[0], x);
            box[1] = Math.min(box[1], y);
            box[2] = Math.max(box[2], x);
            box[3] = Math.max(box[3], y);
        }
        return box;
    }
}
