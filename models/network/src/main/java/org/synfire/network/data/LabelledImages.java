package org.synfire.network.data;

import java.util.List;

/**
 * Images of another set whose classes are those of a network's outputs.
 *
 * @param all images whose labels are numbers of the data's classes
 * @param labels from those to outputs
 */
record LabelledImages(ImageSet all, ClassLabels labels) implements DerivedImages {
    /** A set with the labels that a reading asks for; the set itself if it asks for none. */
    static ImageSet of(ImageSet all, ImageReading reading) {
        return reading.outputs().isEmpty() && reading.labelOffset() == 0
                ? all
                : new LabelledImages(all, ClassLabels.of(all.name(), all.classNames(), all.classes(), reading));
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
    public int label(int index) {
        return labels.labels()[all.label(index)];
    }
}
