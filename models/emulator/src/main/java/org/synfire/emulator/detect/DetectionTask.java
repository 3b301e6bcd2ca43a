package org.synfire.emulator.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.emulator.result.RunResult;
import org.synfire.emulator.witness.WitnessSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.Box;
import org.synfire.network.data.BoxedImages;
import org.synfire.network.data.ImageSet;
import org.synfire.network.detect.DetectionHead;
import org.synfire.network.detect.TrueObject;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.quantize.Preprocessing;

/**
 * What a run detects: a head decodes the outputs, and the boxes of the images are the truth.
 *
 * <p><b>Threads:</b> immutable; belongs to one run.
 */
public final class DetectionTask {
    private final DetectionHead head;
    private final BoxedImages images;
    private final List<BoxedImages.Scene> scenes;

    /**
     * @param head whose classes are those of the images, in the same order
     * @param images the samples of the run
     * @throws InputException if no image has an object that counts, or a box stands out of its image
     */
    public DetectionTask(DetectionHead head, BoxedImages images) {
        this.head = head;
        this.images = images;
        List<BoxedImages.Scene> read = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            read.add(images.scene(i));
        }
        this.scenes = List.copyOf(read);
        if (scenes.stream().flatMap(scene -> scene.boxes().stream()).allMatch(Box::isDifficult)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "none of the %,d images of %s has an object that counts, so nothing can be detected; take others",
                    images.size(),
                    images.name()));
        }
    }

    /**
     * The samples as the run takes them. An image has no label; its number of objects stands in the label's place, in
     * hashes of the samples too.
     */
    public ImageSet samples() {
        return new ObjectCounts(
                images, scenes.stream().map(scene -> scene.boxes().size()).toList());
    }

    /** How outputs become boxes. */
    public DetectionHead head() {
        return head;
    }

    /** The samples. */
    public BoxedImages images() {
        return images;
    }

    /** Name, size, placement and boxes of a sample. */
    public BoxedImages.Scene scene(int sample) {
        return scenes.get(sample);
    }

    /** The objects of a sample, in pixels of the file. */
    public List<TrueObject> objects(int sample) {
        return TrueObject.of(images, scenes.get(sample));
    }

    /**
     * Decodes what the chip answers.
     *
     * @param outputs of the network of integers
     * @return a witness whose result is the precision of the emulated network
     * @throws InputException if the head does not fit the outputs
     */
    public WitnessSource emulated(EmulatedOutputs outputs) {
        head.requireFits(outputs.network(), outputs.forms());
        return trial -> new DetectionWitness(this, RunResult.DetectionResult.SPIKING, outputs.on(trial.network()));
    }

    /**
     * Decodes what the real-valued network answers to the same images.
     *
     * @param network opened for the tensors of its outputs, see {@link FloatOutputs#tensors}; the caller closes it
     * @param outputs of the network of integers, whose shapes these have
     * @param preprocessing what the network sees of a pixel
     * @return a witness whose result is the precision of the real-valued network
     */
    public WitnessSource beside(FloatNetwork network, EmulatedOutputs outputs, Preprocessing preprocessing) {
        return trial -> new DetectionWitness(
                this,
                RunResult.DetectionResult.FLOAT,
                new FloatOutputs(network, outputs.forms(), preprocessing, images));
    }
}
