package org.synfire.network.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.synfire.network.image.ImageSize;
import org.synfire.network.image.ImageTransform;
import org.synfire.network.image.Placement;
import org.synfire.network.image.Resampling;
import org.synfire.network.image.Resize;

final class RegionTest {
    private static final Region SQUARE = new Region(0, 0, 10, 10);

    @Test
    void overlapIsIntersectionOverUnion() {
        assertEquals(1, SQUARE.overlap(SQUARE));
        assertEquals(25.0 / 175, SQUARE.overlap(new Region(5, 5, 15, 15)), 1e-15);
        assertEquals(0, SQUARE.overlap(new Region(10, 0, 20, 10)), "they only touch");
        assertEquals(0.25, SQUARE.shareIn(new Region(5, 5, 15, 15)), 1e-15);
    }

    @Test
    void anEdgeThatIsNoNumberMakesItEmpty() {
        Region wrong = new Region(Double.NaN, 0, 1, 1);
        assertTrue(wrong.isEmpty());
        assertTrue(wrong.within(new ImageSize(5, 5)).isEmpty());
        assertEquals(0, wrong.overlap(SQUARE));
    }

    @Test
    void whatStandsOutIsCut() {
        assertEquals(
                new Region(0, 2, 5, 4), new Region(-3, 2, Double.POSITIVE_INFINITY, 9).within(new ImageSize(5, 4)));
    }

    /** A photograph of 500 x 375 in 320 x 320: scale 0.64, 240 rows, 40 rows of edge above. */
    @Test
    void aLetterboxIsTakenBack() {
        Placement placement = new ImageTransform(
                        null, Resize.parse("letterbox:320x320"), Resampling.BILINEAR, true, 128, null)
                .placement(new ImageSize(500, 375));
        Region seen = new Region(100, 75, 200, 150).seen(placement);
        assertEquals(new Region(64, 88, 128, 136), seen);
        Region back = seen.inFile(placement);
        assertEquals(100, back.left(), 1e-12);
        assertEquals(75, back.top(), 1e-12);
        assertEquals(200, back.right(), 1e-12);
        assertEquals(150, back.bottom(), 1e-12);
    }

    /** Stretched to 320 x 320, width and height have scales of their own. */
    @Test
    void aStretchedImageIsTakenBack() {
        Placement placement = new ImageTransform(null, Resize.parse("320x320"), Resampling.BILINEAR, true, 0, null)
                .placement(new ImageSize(640, 160));
        assertEquals(
                new Region(20, 40, 40, 80), new Region(10, 80, 20, 160).inFile(placement), "half of x, twice of y");
        assertEquals(
                new Detection(3, 0.5, new Region(600, 0, 640, 5)),
                new Detection(3, 0.5, new Region(300, -8, 400, 10)).inFile(placement, new ImageSize(640, 160)));
    }
}
