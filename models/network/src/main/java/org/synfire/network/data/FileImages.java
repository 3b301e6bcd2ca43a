package org.synfire.network.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.image.ColorOrder;
import org.synfire.network.image.ImageFile;
import org.synfire.network.image.ImageSize;
import org.synfire.network.image.ImageTrait;
import org.synfire.network.image.ImageTransform;
import org.synfire.network.image.PixelImage;
import org.synfire.network.image.ReadImage;

/**
 * Images in files of their own, each decoded when its pixels are asked for.
 *
 * <p><b>Threads:</b> any; each decodes for itself. <b>Memory:</b> names and labels of all images, about 200 bytes each;
 * finished pixels of the images asked for last, at most {@value #KEPT_BYTES} bytes; one decoded image per thread.
 * <b>Errors:</b> an image that cannot be read, or has another size than the first, is an {@link InputException} when it
 * is asked for; {@link #tried} finds all of them before.
 */
final class FileImages implements ImageSet {
    /** Most bytes of finished pixels that are kept. */
    static final long KEPT_BYTES = 1L << 26;

    private static final int TRIED_AT_ONCE = 64;
    private static final String LEAVE_OUT = "; --skip-bad leaves such images out";

    private final String name;
    private final List<Entry> entries;
    private final ClassLabels labels;
    private final ImageReading reading;
    private final ImageSize size;
    private final ImageNotes notes;
    private final RecentPixels recent;
    private final boolean isTried;

    /**
     * An image of the set.
     *
     * @param file its place
     * @param own number of its class in the data set; {@link #NO_CLASS} for none
     * @param boxes of the objects in it; {@code null} where the set knows none
     * @param fault why it cannot be used; {@code null} if nothing is known against it
     * @param place where the file is named; {@code null} if it was found in a folder
     */
    record Entry(Path file, int own, List<Box> boxes, String fault, String place) {
        /** Of an image whose class is not known. */
        static final int NO_CLASS = -1;

        /** One that was found in a folder. */
        Entry(Path file, int own) {
            this(file, own, null, null, null);
        }

        /** A fault of this image, with its name and where that is from. */
        InputException fault(InputException bad) {
            String start = file + ": ";
            String named = bad.getMessage().startsWith(start) ? bad.getMessage() : start + bad.getMessage();
            return new InputException(place == null ? named : named + " (named in " + place + ")", bad);
        }
    }

    /** What came of trying an image. */
    private record Trial(Entry entry, Set<ImageTrait> traits, String fault) {}

    /** The pixels asked for last, by the number of their image. */
    private static final class RecentPixels extends LinkedHashMap<Integer, byte[]> {
        private static final long serialVersionUID = 1;
        private final int most;

        RecentPixels(int imageBytes) {
            super(16, 0.75f, true);
            this.most = (int) Math.max(1, KEPT_BYTES / imageBytes);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, byte[]> eldest) {
            return size() > most;
        }
    }

    private FileImages(
            String name,
            List<Entry> entries,
            ClassLabels labels,
            ImageReading reading,
            ImageSize size,
            ImageNotes notes,
            boolean isTried) {
        this.name = name;
        this.entries = List.copyOf(entries);
        this.labels = labels;
        this.reading = reading;
        this.size = size;
        this.notes = notes;
        this.recent = new RecentPixels(imageBytes());
        this.isTried = isTried;
    }

    /**
     * A set of files.
     *
     * @param name what a report calls it
     * @param entries at least one
     * @param labels of the classes that the entries name
     * @throws InputException if the size of all depends on the first image, and that cannot be read
     */
    static FileImages of(String name, List<Entry> entries, ClassLabels labels, ImageReading reading) {
        ImageTransform transform = reading.transform().orColors(ColorOrder.RGB);
        ImageReading coloured = reading.with(transform);
        ImageSize size = transform.fixedSize().orElseGet(() -> firstSize(name, entries, coloured));
        return new FileImages(
                name, entries, labels, coloured, size, ImageNotes.NONE.withSteps(transform.steps()), false);
    }

    private static ImageSize firstSize(String name, List<Entry> entries, ImageReading reading) {
        for (Entry entry : entries) {
            try {
                return reading.transform().sizeOf(ImageFile.size(entry.file()));
            } catch (InputException bad) {
                if (!reading.skipsBad()) {
                    throw new InputException(entry.fault(bad).getMessage() + LEAVE_OUT, bad);
                }
            }
        }
        throw new InputException(name + ": none of its " + entries.size() + " images can be read");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int size() {
        return entries.size();
    }

    @Override
    public int channels() {
        return reading.transform().colors().channels();
    }

    @Override
    public int height() {
        return size.height();
    }

    @Override
    public int width() {
        return size.width();
    }

    @Override
    public int classes() {
        return labels.count();
    }

    @Override
    public List<String> classNames() {
        return labels.names();
    }

    @Override
    public ImageNotes notes() {
        return notes;
    }

    /** An image of the set. */
    Entry entry(int index) {
        return entries.get(index);
    }

    /** What happens to each image. */
    ImageTransform transform() {
        return reading.transform();
    }

    /** Labels by the number of the data set's class. */
    ClassLabels labels() {
        return labels;
    }

    @Override
    public int label(int index) {
        Entry entry = entries.get(index);
        if (entry.own() == Entry.NO_CLASS) {
            throw new InputException(entry.file() + ": has no box, so no class that an answer can be compared with");
        }
        return labels.labels()[entry.own()];
    }

    @Override
    public void pixels(int index, byte[] into) {
        byte[] pixels;
        synchronized (recent) {
            pixels = recent.get(index);
        }
        if (pixels == null) {
            pixels = pixels(entries.get(index), null);
            synchronized (recent) {
                recent.put(index, pixels);
            }
        }
        System.arraycopy(pixels, 0, into, 0, pixels.length);
    }

    private byte[] pixels(Entry entry, Set<ImageTrait> traits) {
        PixelImage image;
        try {
            ReadImage read = ImageFile.read(entry.file());
            if (traits != null) {
                traits.addAll(read.traits());
            }
            image = reading.transform().apply(read.pixels());
            requireSize(image.size());
        } catch (InputException bad) {
            throw entry.fault(bad);
        }
        byte[] planes = new byte[imageBytes()];
        image.planes(planes);
        return planes;
    }

    private void requireSize(ImageSize other) {
        if (!other.equals(size)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "has %s pixels and others of the set %s; bring all to one size with --resize",
                    other,
                    size));
        }
    }

    @Override
    public ImageSet take(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a set of " + count + " images");
        }
        return count >= entries.size()
                ? this
                : new FileImages(name, entries.subList(0, count), labels, reading, size, notes, isTried);
    }

    @Override
    public ImageSet from(int first) {
        Objects.checkIndex(first, entries.size() + 1);
        return first == 0
                ? this
                : new FileImages(name, entries.subList(first, entries.size()), labels, reading, size, notes, isTried);
    }

    /** The first images, each decoded once; without those that cannot be read where they may be left out. */
    @Override
    public FileImages tried(int count, IntConsumer progress) {
        if (isTried && count >= entries.size()) {
            return this;
        }
        List<Entry> good = new ArrayList<>();
        List<ImageNotes.Skipped> skipped = new ArrayList<>(notes.skipped());
        Map<ImageTrait, Integer> traits = new EnumMap<>(ImageTrait.class);
        int from = 0;
        while (from < entries.size() && good.size() < count) {
            int end = Math.min(entries.size(), from + Math.min(TRIED_AT_ONCE, count - good.size()));
            List<Trial> trials =
                    IntStream.range(from, end).parallel().mapToObj(this::trial).toList();
            for (Trial trial : trials) {
                if (trial.fault == null) {
                    good.add(trial.entry);
                    trial.traits.forEach(trait -> traits.merge(trait, 1, Integer::sum));
                } else if (reading.skipsBad()) {
                    skipped.add(new ImageNotes.Skipped(
                            trial.entry.file().getFileName().toString(), trial.fault));
                } else {
                    throw new InputException(trial.fault + LEAVE_OUT);
                }
            }
            from = end;
            progress.accept(from);
        }
        if (good.isEmpty()) {
            throw new InputException(name + ": none of its " + entries.size() + " images can be read; the first: "
                    + skipped.getFirst().reason());
        }
        return new FileImages(
                name,
                good,
                labels,
                reading,
                size,
                new ImageNotes(notes.steps(), skipped, traits, notes.remarks()),
                true);
    }

    private Trial trial(int index) {
        Entry entry = entries.get(index);
        if (entry.fault() != null) {
            return new Trial(entry, Set.of(), entry.fault());
        }
        Set<ImageTrait> traits = EnumSet.noneOf(ImageTrait.class);
        try {
            pixels(entry, traits);
            return new Trial(entry, traits, null);
        } catch (InputException bad) {
            return new Trial(entry, traits, bad.getMessage());
        }
    }
}
