package org.synfire.network.image;

import java.util.Locale;
import org.synfire.engine.InputException;

/** Which part of an image is kept. The middle one always. */
public sealed interface Crop {
    /**
     * A share of width and height, taken before the image is resized.
     *
     * <p>Of a side it has the pixels from round(side * (1 - fraction) / 2) to round(side * (1 + fraction) / 2), halves
     * to the even number, as PIL's crop rounds such a box.
     *
     * @param fraction above 0, at most 1
     */
    record Share(double fraction) implements Crop {
        /** The size of the part. */
        ImageSize of(ImageSize size) {
            return new ImageSize(part(size.width()), part(size.height()));
        }

        private int part(int side) {
            return Math.max(1, (int) Math.rint(side * (1 + fraction) / 2) - edge(side));
        }

        int edge(int side) {
            return Math.min(side - 1, (int) Math.rint(side * (1 - fraction) / 2));
        }

        @Override
        public String toString() {
            return "middle " + fraction + " of width and height";
        }
    }

    /**
     * Columns and rows, taken after the image is resized; an odd rest is rounded to the even edge, as torchvision's
     * center_crop does.
     */
    record Centre(ImageSize size) implements Crop {
        static int edge(int side, int part) {
            return (int) Math.rint((side - part) / 2.0);
        }

        @Override
        public String toString() {
            return "middle " + size;
        }
    }

    /**
     * The part that a user writes: {@code 224} or {@code 224x192} for pixels behind the resizing, {@code 0.875} for a
     * share before it.
     *
     * @throws InputException if it is neither
     */
    static Crop parse(String text) {
        if (text.matches("\\d*\\.\\d+") && text.length() < 20) {
            double fraction = Double.parseDouble(text);
            if (fraction > 0 && fraction <= 1) {
                return new Share(fraction);
            }
        } else if (text.matches("\\d{1,5}") || text.matches("\\d{1,5}x\\d{1,5}")) {
            Resize size = Resize.parse(text.contains("x") ? text : text + "x" + text);
            return new Centre(((Resize.Exact) size).size());
        }
        throw new InputException(String.format(
                Locale.ROOT,
                "'%s' is no part of an image: give 224 for pixels after resizing, or 0.875 for a share before it",
                text));
    }
}
