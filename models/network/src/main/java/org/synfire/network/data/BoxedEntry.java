package org.synfire.network.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.synfire.network.image.ImageSize;

/** An image of a detection set while its annotation is read. */
final class BoxedEntry {
    /** By how many pixels a box may stand out of its image; it is cut there. Tools round differently at the edge. */
    static final double TOLERANCE = 1;

    private final Path file;
    private final String place;
    private final List<Box> boxes = new ArrayList<>();
    private ImageSize size;
    private String fault;

    /**
     * @param file the image
     * @param place of the annotation, named in errors
     */
    BoxedEntry(Path file, String place) {
        this.file = file;
        this.place = place;
    }

    /** The size that the annotation gives, in which its boxes must lie. */
    BoxedEntry within(ImageSize announced) {
        size = announced;
        return this;
    }

    /** A box by its first and last pixel, counted from 1, as VOC does. */
    void addOfPixels(int own, double xmin, double ymin, double xmax, double ymax, boolean isDifficult) {
        add(new Box(own, xmin - 1, ymin - 1, xmax, ymax, isDifficult));
    }

    /** A box by its edges; one that is empty or outside makes the image bad. */
    void add(Box box) {
        double right = size == null ? Double.MAX_VALUE : size.width();
        double bottom = size == null ? Double.MAX_VALUE : size.height();
        boolean isInside = box.left() >= -TOLERANCE
                && box.top() >= -TOLERANCE
                && box.right() <= right + TOLERANCE
                && box.bottom() <= bottom + TOLERANCE;
        Box inside = new Box(
                box.own(),
                Math.max(0, box.left()),
                Math.max(0, box.top()),
                Math.min(right, box.right()),
                Math.min(bottom, box.bottom()),
                box.isDifficult());
        if (!isInside || !(inside.left() < inside.right()) || !(inside.top() < inside.bottom())) {
            fault = fault == null
                    ? place + ": the box " + box.left() + ", " + box.top() + ", " + box.right() + ", " + box.bottom()
                            + " is empty or outside its image" + (size == null ? "" : " of " + size)
                    : fault;
            return;
        }
        boxes.add(inside);
    }

    private FileImages.Entry entry() {
        int own = boxes.stream()
                .max(Comparator.comparingDouble(Box::area))
                .map(Box::own)
                .orElse(FileImages.Entry.NO_CLASS);
        return new FileImages.Entry(file, own, List.copyOf(boxes), fault, place);
    }

    /**
     * The images with their boxes.
     *
     * @param place named in errors
     * @param name what a report calls them
     * @param names of the classes
     */
    static BoxedImages images(
            String place, String name, List<BoxedEntry> entries, List<String> names, ImageReading reading) {
        ClassLabels labels = ClassLabels.of(place, names, names.size(), reading);
        FileImages images =
                FileImages.of(name, entries.stream().map(BoxedEntry::entry).toList(), labels, reading);
        return new BoxedFileImages(images, images.size());
    }
}
