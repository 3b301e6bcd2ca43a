package org.synfire.tools.report;

import static j2html.TagCreator.div;
import static j2html.TagCreator.rawHtml;

import j2html.tags.DomContent;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Paint;
import java.awt.geom.Rectangle2D;
import java.io.StringWriter;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.DefaultExtensionHandler;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.apache.batik.svggen.SVGPaintDescriptor;
import org.jfree.chart.JFreeChart;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A chart of JFreeChart as a part of the page: text stays text, colours are the style sheet's, and a title and a
 * description stand for it where it is not seen.
 *
 * @param id unlike that of any other on the page; with {@code .svg} the name of its file
 * @param title its name
 * @param description what it shows, for those who do not see it
 */
record Chart(String id, String title, String description) {
    Chart {
        title = Shown.clean(title);
        description = Shown.clean(description);
    }

    /** Width of a chart that takes half of a wide page, and all of a narrow one. */
    static final int HALF = 470;
    /** Width of a chart that takes all of a wide page. */
    static final int WHOLE = 980;

    private static final String SVG = "http://www.w3.org/2000/svg";
    private static final int DECIMALS = 2;

    /** Draws it as a part of the page. */
    DomContent draw(JFreeChart chart, int width, int height) {
        return div(rawHtml(text(drawn(chart, width, height)))).withClass("chart");
    }

    private Element drawn(JFreeChart chart, int width, int height) {
        SVGGeneratorContext context = context(document());
        Graphics2DOfPage graphics = new Graphics2DOfPage(context);
        graphics.setSVGCanvasSize(new Dimension(width, height));
        chart.draw(graphics, new Rectangle2D.Double(0, 0, width, height));
        return described(graphics.getRoot(), width, height);
    }

    private SVGGeneratorContext context(Document document) {
        SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
        context.setPrecision(DECIMALS);
        context.setComment(null);
        context.setIDGenerator(new SVGIDGenerator() {
            @Override
            public String generateID(String prefix) {
                return id + "-" + super.generateID(prefix);
            }
        });
        context.setExtensionHandler(new DefaultExtensionHandler() {
            @Override
            public SVGPaintDescriptor handlePaint(Paint paint, SVGGeneratorContext generator) {
                return paint instanceof CssPaint css
                        ? new SVGPaintDescriptor(css.css(), "1")
                        : super.handlePaint(paint, generator);
            }
        });
        SVGGeneratorContext.GraphicContextDefaults defaults = new SVGGeneratorContext.GraphicContextDefaults();
        defaults.setFont(new ChartFont(Font.PLAIN, ChartStyle.TEXT_SIZE));
        context.setGraphicContextDefaults(defaults);
        return context;
    }

    private static Document document() {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
        } catch (ParserConfigurationException impossible) {
            throw new IllegalStateException("every Java makes XML documents", impossible);
        }
    }

    private Element described(Element root, int width, int height) {
        while (root.getAttributes().getLength() > 0) {
            root.removeAttribute(root.getAttributes().item(0).getNodeName());
        }
        root.setAttribute("id", id);
        root.setAttribute("viewBox", "0 0 " + width + " " + height);
        root.setAttribute("role", "img");
        root.setAttribute("font-size", String.valueOf(ChartStyle.TEXT_SIZE));
        root.setAttribute("stroke-linecap", "square");
        root.setAttribute("stroke-miterlimit", "10");
        root.setAttribute("aria-labelledby", id + "-title " + id + "-description");
        removeEmptyDefinitions(root);
        removeUnseenLines(root);
        root.insertBefore(element(root, "desc", "description", description), root.getFirstChild());
        root.insertBefore(element(root, "title", "title", title), root.getFirstChild());
        return root;
    }

    /** Batik begins with definitions whose id is always the same. */
    private static void removeEmptyDefinitions(Element root) {
        if (root.getFirstChild() instanceof Element first
                && first.getTagName().equals("defs")
                && !first.hasChildNodes()) {
            root.removeChild(first);
        }
    }

    /** A bar of no length comes as a line that has no colour. */
    private static void removeUnseenLines(Element root) {
        NodeList lines = root.getElementsByTagName("line");
        for (int i = lines.getLength() - 1; i >= 0; i--) {
            if (lines.item(i) instanceof Element line
                    && line.getAttribute("stroke").equals("none")) {
                line.getParentNode().removeChild(line);
            }
        }
    }

    private Element element(Element root, String tag, String suffix, String text) {
        Element element = root.getOwnerDocument().createElementNS(SVG, tag);
        element.setAttribute("id", id + "-" + suffix);
        element.setTextContent(text);
        return element;
    }

    private static String text(Element root) {
        try {
            TransformerFactory factory = TransformerFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            Transformer transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            StringWriter text = new StringWriter();
            transformer.transform(new DOMSource(root), new StreamResult(text));
            return text.toString();
        } catch (TransformerException impossible) {
            throw new IllegalStateException("a drawing can always be written as text", impossible);
        }
    }

    /** Measures text without the machine's fonts. */
    private static final class Graphics2DOfPage extends SVGGraphics2D {
        Graphics2DOfPage(SVGGeneratorContext context) {
            super(context, false);
        }

        private Graphics2DOfPage(Graphics2DOfPage other) {
            super(other);
        }

        @Override
        public Graphics create() {
            return new Graphics2DOfPage(this);
        }

        @Override
        public FontMetrics getFontMetrics(Font font) {
            return (font instanceof ChartFont measured ? measured : new ChartFont(font.getStyle(), font.getSize()))
                    .metrics();
        }
    }
}
