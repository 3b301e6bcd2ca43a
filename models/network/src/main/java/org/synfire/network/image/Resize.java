package org.synfire.network.image;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.synfire.engine.InputException;

/** To which size an image is brought. */
public sealed interface Resize {
    /** Most rows and columns that can be asked for. */
    int MAX_SIDE = 8192;

    /**
     * The shorter side gets a length, the longer one {@code length * longer / shorter}, less its fraction, as
     * torchvision does.
     *
     * @param length 1..{@value #MAX_SIDE}
     */
    record ShorterSide(int length) implements Resize {
        @Override
        public ImageSize of(ImageSize size) {
            int shorter = Math.min(size.width(), size.height());
            int longer = Math.max(size.width(), size.height());
            int other = Math.toIntExact(Math.min((long) length * longer / shorter, ImageFile.MAX_PIXELS / length));
            return size.width() <= size.height() ? new ImageSize(length, other) : new ImageSize(other, length);
        }

        @Override
        public String toString() {
            return "shorter side to " + length;
        }
    }

    /** Width and height are these, whatever they were. */
    record Exact(ImageSize size) implements Resize {
        @Override
        public ImageSize of(ImageSize before) {
            return size;
        }

        @Override
        public String toString() {
            return "to " + size;
        }
    }

    /**
     * As large as fits into an area without distortion, in its middle; the rest has one grey level.
     *
     * <p>With s = min(W / w, H / h) the image has round(w s) columns and round(h s) rows, halves up, at least 1. An odd
     * rest has its larger part on the right and below.
     */
    record Letterbox(ImageSize area) implements Resize {
        @Override
        public ImageSize of(ImageSize size) {
            boolean isWide = (long) area.width() * size.height() <= (long) area.height() * size.width();
            return isWide
                    ? new ImageSize(area.width(), scaled(size.height(), area.width(), size.width()))
                    : new ImageSize(scaled(size.width(), area.height(), size.height()), area.height());
        }

        private static int scaled(int side, int to, int from) {
            return Math.max(1, (int) ((2L * side * to + from) / (2L * from)));
        }

        @Override
        public String toString() {
            return "letterbox " + area;
        }
    }

    /** The size that an image of a size is resampled to; a letterbox adds its edge to this. */
    ImageSize of(ImageSize size);

    /**
     * The rule that a user writes: {@code 256} for the shorter side, {@code 320x240} for width and height,
     * {@code letterbox:416x416}.
     *
     * @throws InputException if it is none of these
     */
    static Resize parse(String text) {
        Matcher match = Pattern.compile("(\\d{1,5})|(letterbox:)?(\\d{1,5})x(\\d{1,5})")
                .matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!match.matches()) {
            throw new InputException("'" + text
                    + "' is no size: give 256 for the shorter side, 320x240 for width and height, or"
                    + " letterbox:416x416");
        }
        if (match.group(1) != null) {
            return new ShorterSide(side(text, match.group(1)));
        }
        ImageSize size = new ImageSize(side(text, match.group(3)), side(text, match.group(4)));
        return match.group(2) == null ? new Exact(size) : new Letterbox(size);
    }

    private static int side(String text, String number) {
        int side = Integer.parseInt(number);
        if (side < 1 || side > MAX_SIDE) {
            throw new InputException(String.format(Locale.ROOT, "'%s': sides of 1..%d are possible", text, MAX_SIDE));
        }
        return side;
    }
}
