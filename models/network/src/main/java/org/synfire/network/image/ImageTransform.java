package org.synfire.network.image;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.synfire.engine.InputException;

/**
 * What happens to a decoded image before a network sees it, in this order: a share of it is cut out, it is resized,
 * pixels are cut out, its channels are ordered.
 *
 * <p><b>Exactness:</b> the same bytes on every machine. Resizing with antialias equals PIL's, see
 * {@link FixedPointResampler}; without, torchvision's for tensors, see {@link PointResampler}. Channels are resized
 * before grey is made of them.
 *
 * @param crop the part that is kept; {@code null} for all
 * @param resize the size; {@code null} to leave it
 * @param resampling how pixels in between are computed
 * @param antialias whether filters widen where an image shrinks
 * @param fill grey level of a letterbox's edge, 0..255
 * @param colors channels; {@code null} to leave them
 */
public record ImageTransform(
        Crop crop, Resize resize, Resampling resampling, boolean antialias, int fill, ColorOrder colors) {
    /** Grey level of a letterbox's edge where none is given. */
    public static final int USUAL_FILL = 128;

    /** Leaves images as they are. */
    public static final ImageTransform NONE =
            new ImageTransform(null, null, Resampling.BILINEAR, true, USUAL_FILL, null);

    /** @throws InputException if the grey level is not in its range */
    public ImageTransform {
        if (fill < 0 || fill > 255) {
            throw new InputException("a grey level of " + fill + ": 0..255 is possible");
        }
    }

    /** The same with these channels, where none were asked for. */
    public ImageTransform orColors(ColorOrder usual) {
        return colors != null ? this : new ImageTransform(crop, resize, resampling, antialias, fill, usual);
    }

    /** Whether images stay as they are. */
    public boolean isNone() {
        return crop == null && resize == null && colors == null;
    }

    /** The size of every image after this; empty where it depends on the image. */
    public Optional<ImageSize> fixedSize() {
        return switch (crop) {
            case Crop.Centre centre -> Optional.of(centre.size());
            case null, default ->
                switch (resize) {
                    case Resize.Exact exact -> Optional.of(exact.size());
                    case Resize.Letterbox box -> Optional.of(box.area());
                    case null, default -> Optional.empty();
                };
        };
    }

    /**
     * The size of an image after this.
     *
     * @throws InputException if the part to cut out is larger than the image
     */
    public ImageSize sizeOf(ImageSize size) {
        ImageSize resized = resized(shareOf(size));
        if (crop instanceof Crop.Centre centre) {
            requireInside(centre, resized);
            return centre.size();
        }
        return resized;
    }

    private ImageSize shareOf(ImageSize size) {
        return crop instanceof Crop.Share share ? share.of(size) : size;
    }

    private ImageSize resized(ImageSize size) {
        return switch (resize) {
            case Resize.Letterbox box -> box.area();
            case null -> size;
            default -> resize.of(size);
        };
    }

    private static void requireInside(Crop.Centre centre, ImageSize size) {
        if (centre.size().width() > size.width() || centre.size().height() > size.height()) {
            throw new InputException(
                    "a part of " + centre.size() + " pixels of an image that has " + size + "; resize it first");
        }
    }

    /**
     * An image as the network sees it.
     *
     * @param image grey, or red, green, blue
     * @throws InputException if the part to cut out is larger than the image
     */
    public PixelImage apply(PixelImage image) {
        PixelImage part = image;
        if (crop instanceof Crop.Share share) {
            part = image.part(share.edge(image.width()), share.edge(image.height()), share.of(image.size()));
        }
        if (resize != null) {
            PixelImage resized = resample(part, resize.of(part.size()));
            part = resize instanceof Resize.Letterbox box
                    ? resized.on(
                            box.area(),
                            (box.area().width() - resized.width()) / 2,
                            (box.area().height() - resized.height()) / 2,
                            fill)
                    : resized;
        }
        if (crop instanceof Crop.Centre centre) {
            requireInside(centre, part.size());
            part = part.part(
                    Crop.Centre.edge(part.width(), centre.size().width()),
                    Crop.Centre.edge(part.height(), centre.size().height()),
                    centre.size());
        }
        return colors == null ? part : colors.of(part);
    }

    private PixelImage resample(PixelImage image, ImageSize size) {
        return antialias && resampling != Resampling.NEAREST
                ? FixedPointResampler.resize(image, size, resampling)
                : PointResampler.resize(image, size, resampling);
    }

    /** Where the pixels of an image of a size lie in what the network sees. */
    public Placement placement(ImageSize size) {
        ImageSize share = shareOf(size);
        double left = crop instanceof Crop.Share part ? part.edge(size.width()) : 0;
        double top = crop instanceof Crop.Share part ? part.edge(size.height()) : 0;
        ImageSize scaled = resize == null ? share : resize.of(share);
        double scaleX = (double) scaled.width() / share.width();
        double scaleY = (double) scaled.height() / share.height();
        double shiftX = -left * scaleX;
        double shiftY = -top * scaleY;
        if (resize instanceof Resize.Letterbox box) {
            shiftX += Math.floorDiv(box.area().width() - scaled.width(), 2);
            shiftY += Math.floorDiv(box.area().height() - scaled.height(), 2);
        }
        if (crop instanceof Crop.Centre centre) {
            ImageSize resized = resized(share);
            shiftX -= Crop.Centre.edge(resized.width(), centre.size().width());
            shiftY -= Crop.Centre.edge(resized.height(), centre.size().height());
        }
        return new Placement(scaleX, scaleY, shiftX, shiftY);
    }

    /** What happens, step by step, in words. */
    public List<String> steps() {
        List<String> steps = new ArrayList<>();
        if (crop instanceof Crop.Share) {
            steps.add("crop: " + crop);
        }
        if (resize != null) {
            String how = resampling == Resampling.NEAREST
                    ? ""
                    : antialias ? " with antialias, as PIL" : " without antialias, as torchvision's tensors";
            String edge = resize instanceof Resize.Letterbox ? ", edge of grey level " + fill : "";
            steps.add("resize: " + resize + ", " + resampling.word() + how + edge);
        }
        if (crop instanceof Crop.Centre) {
            steps.add("crop: " + crop);
        }
        if (colors != null) {
            steps.add("channels: " + colors.word());
        }
        return steps;
    }
}
