package org.synfire.tools.report;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.font.FontRenderContext;
import java.awt.font.LineMetrics;
import java.awt.font.TextAttribute;
import java.awt.geom.Rectangle2D;
import java.io.Serial;
import java.text.AttributedCharacterIterator;
import java.util.Locale;
import java.util.Map;

/**
 * The page's sans-serif font as far as a layout needs it: how wide a text is.
 *
 * <p>Widths are Helvetica's, to which the usual sans-serif fonts are close, so that a chart is laid out the same on
 * every machine, and on one without any font.
 */
final class ChartFont extends Font {
    @Serial
    private static final long serialVersionUID = 1;

    private static final String FAMILY = "sans-serif";
    private static final float ASCENT = 0.78f;
    private static final float DESCENT = 0.22f;
    private static final double BOLD = 1.06;
    /** Room for fonts that run wider. */
    private static final double RESERVE = 1.05;
    /** Widths of the characters from space to tilde, in thousandths of the size. */
    private static final short[] WIDTHS = {
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556,
        556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667,
        556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556,
        556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722,
        500, 500, 500, 334, 260, 334, 584
    };

    private static final int WIDEST_OTHER = 1000;
    private static final double THOUSAND = 1000;

    /** @param style {@link Font#PLAIN} or {@link Font#BOLD} */
    ChartFont(int style, int size) {
        super(FAMILY, style, size);
    }

    double width(CharSequence text) {
        double width = text.chars()
                .mapToDouble(c -> c >= ' ' && c - ' ' < WIDTHS.length ? WIDTHS[c - ' '] : WIDEST_OTHER)
                .sum();
        return RESERVE * width / THOUSAND * getSize2D() * (isBold() ? BOLD : 1);
    }

    @Override
    public String getFamily() {
        return FAMILY;
    }

    @Override
    public String getFamily(Locale locale) {
        return FAMILY;
    }

    /** The same in another size; nothing else can be changed. */
    @Override
    public Font deriveFont(Map<? extends AttributedCharacterIterator.Attribute, ?> attributes) {
        return attributes.get(TextAttribute.SIZE) instanceof Number size
                ? new ChartFont(getStyle(), size.intValue())
                : this;
    }

    @Override
    public LineMetrics getLineMetrics(String text, FontRenderContext context) {
        return new Line(getSize2D(), text.length());
    }

    @Override
    public Rectangle2D getStringBounds(String text, FontRenderContext context) {
        return bounds(text);
    }

    private Rectangle2D bounds(CharSequence text) {
        return new Rectangle2D.Double(0, -ASCENT * getSize2D(), width(text), getSize2D());
    }

    /** What a {@link Graphics} tells about the font. */
    FontMetrics metrics() {
        return new Metrics(this);
    }

    private static final class Metrics extends FontMetrics {
        @Serial
        private static final long serialVersionUID = 1;

        private final transient ChartFont chartFont;

        Metrics(ChartFont font) {
            super(font);
            this.chartFont = font;
        }

        @Override
        public int getAscent() {
            return Math.round(ASCENT * font.getSize2D());
        }

        @Override
        public int getDescent() {
            return Math.round(DESCENT * font.getSize2D());
        }

        @Override
        public int stringWidth(String text) {
            return (int) Math.ceil(chartFont.width(text));
        }

        @Override
        public int charWidth(char c) {
            return stringWidth(String.valueOf(c));
        }

        @Override
        public int charsWidth(char[] data, int from, int length) {
            return stringWidth(new String(data, from, length));
        }

        @Override
        public Rectangle2D getStringBounds(String text, Graphics context) {
            return chartFont.bounds(text);
        }

        @Override
        public LineMetrics getLineMetrics(String text, Graphics context) {
            return chartFont.getLineMetrics(text, null);
        }
    }

    private static final class Line extends LineMetrics {
        private final float size;
        private final int characters;

        Line(float size, int characters) {
            this.size = size;
            this.characters = characters;
        }

        @Override
        public int getNumChars() {
            return characters;
        }

        @Override
        public float getAscent() {
            return ASCENT * size;
        }

        @Override
        public float getDescent() {
            return DESCENT * size;
        }

        @Override
        public float getLeading() {
            return 0;
        }

        @Override
        public float getHeight() {
            return size;
        }

        @Override
        public int getBaselineIndex() {
            return Font.ROMAN_BASELINE;
        }

        @Override
        public float[] getBaselineOffsets() {
            return new float[3];
        }

        @Override
        public float getStrikethroughOffset() {
            return -ASCENT * size / 2;
        }

        @Override
        public float getStrikethroughThickness() {
            return 1;
        }

        @Override
        public float getUnderlineOffset() {
            return 1;
        }

        @Override
        public float getUnderlineThickness() {
            return 1;
        }
    }
}
