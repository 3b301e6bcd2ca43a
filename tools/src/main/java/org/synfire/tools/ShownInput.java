package org.synfire.tools;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;
import org.synfire.engine.file.FileReason;
import org.synfire.engine.file.OutputException;
import org.synfire.engine.file.OutputFolder;
import org.synfire.engine.file.WholeFile;
import org.synfire.network.data.ImageSet;
import org.synfire.network.quantize.Preprocessing;
import org.synfire.tools.report.Png;

/**
 * The first images of a run as the network sees them: a PNG of each, its channels in the network's order, and a table
 * of labels and of the least and largest value that the network sees of each channel.
 */
final class ShownInput {
    /** Most images that are written. */
    static final int MOST = 16;

    private static final String TABLE = "input.csv";
    private static final String HEAD = "file,sample,label,class,channel,least,largest,mean";

    private ShownInput() {}

    /**
     * Writes the images into a folder.
     *
     * @param values what the network sees of a pixel; {@code null} for a network whose file has its codes: then the
     *     table has pixels
     * @param isForced whether files may be overwritten that this program did not write
     * @return number of images written
     * @throws InputException if the folder cannot be made, or holds other files of these names
     */
    static int write(Path folder, ImageSet images, Preprocessing values, boolean isForced) {
        int count = Math.min(MOST, images.size());
        List<String> table = new ArrayList<>(List.of(HEAD));
        byte[] pixels = new byte[images.imageBytes()];
        try (OutputFolder open = OutputFolder.open(folder, List.of("input-*.png", TABLE), isForced)) {
            for (int sample = 0; sample < count; sample++) {
                images.pixels(sample, pixels);
                String file = String.format(Locale.ROOT, "input-%02d.png", sample);
                WholeFile.write(
                        open.path().resolve(file),
                        Png.file(images.channels(), images.height(), images.width(), pixels));
                for (int channel = 0; channel < images.channels(); channel++) {
                    table.add(file
                            + ','
                            + sample
                            + ','
                            + label(images, sample)
                            + ','
                            + channel
                            + ','
                            + range(images, channel, pixels, values));
                }
            }
            WholeFile.write(open.path().resolve(TABLE), table);
            return count;
        } catch (IOException unwritable) {
            throw new OutputException(
                    String.format(
                            Locale.ROOT,
                            "--show-input %s cannot be written (%s); choose another folder",
                            folder,
                            FileReason.of(unwritable)),
                    unwritable);
        } catch (InputException refused) {
            throw new InputException("--show-input " + ForceOption.worded(refused), refused);
        }
    }

    private static String label(ImageSet images, int sample) {
        int label = images.label(sample);
        String name = label < images.classNames().size() ? images.classNames().get(label) : "";
        return label + ",\"" + name.replace("\"", "\"\"") + '"';
    }

    private static String range(ImageSet images, int channel, byte[] pixels, Preprocessing values) {
        int positions = images.height() * images.width();
        float least = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        double sum = 0;
        for (int i = channel * positions; i < (channel + 1) * positions; i++) {
            int pixel = Byte.toUnsignedInt(pixels[i]);
            float value = values == null ? pixel : values.value(channel, pixel);
            least = Math.min(least, value);
            largest = Math.max(largest, value);
            sum += value;
        }
        return String.format(Locale.ROOT, "%.6f,%.6f,%.6f", least, largest, sum / positions);
    }
}
