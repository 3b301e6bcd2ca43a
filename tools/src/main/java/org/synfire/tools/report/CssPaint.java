package org.synfire.tools.report;

import java.awt.Color;
import java.awt.Paint;
import java.awt.PaintContext;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.ColorModel;

/**
 * A colour that the page's style sheet decides. On anything but a page it is grey.
 *
 * @param variable name of the style sheet's variable, without its dashes
 */
record CssPaint(String variable) implements Paint {
    static final CssPaint INK = new CssPaint("ink");
    static final CssPaint MUTED = new CssPaint("muted");
    static final CssPaint LINE = new CssPaint("line");
    static final CssPaint PAGE = new CssPaint("page");
    static final CssPaint PANEL = new CssPaint("panel");

    /** Colours of the sequential scale: {@code q0} least, {@code q7} most. */
    static final int STEPS = 8;
    /** Colours that tell categories apart. */
    static final int CATEGORIES = 7;

    /** From this colour of the sequential scale on, text needs another colour. */
    private static final int FIRST_DARK_STEP = 3;

    /** The category whose colour is dark on a light page. */
    private static final int DARK_CATEGORY = 4;

    /** A colour for a share of the largest value, 0..1. */
    static CssPaint ofShare(double share) {
        return new CssPaint("q" + step(share));
    }

    /** Which colour of the sequential scale stands for a share of the largest value. */
    static int step(double share) {
        return (int) Math.clamp(Math.ceil(share * STEPS) - 1, 0, STEPS - 1);
    }

    /** The colour of text on the colour for a share. */
    static CssPaint onShare(double share) {
        return new CssPaint(step(share) < FIRST_DARK_STEP ? "on-low" : "on-high");
    }

    /** A colour for a category; they repeat. */
    static CssPaint ofCategory(int number) {
        return new CssPaint("c" + number % CATEGORIES);
    }

    /** The colour of text on a category's colour. */
    static CssPaint onCategory(int number) {
        return new CssPaint(number % CATEGORIES == DARK_CATEGORY ? "on" + DARK_CATEGORY : "on");
    }

    /** How the style sheet is asked for it. */
    String css() {
        return "var(--" + variable + ")";
    }

    @Override
    public PaintContext createContext(
            ColorModel model, Rectangle device, Rectangle2D user, AffineTransform transform, RenderingHints hints) {
        return Color.GRAY.createContext(model, device, user, transform, hints);
    }

    @Override
    public int getTransparency() {
        return OPAQUE;
    }
}
