package org.synfire.emulator.witness;

import org.synfire.emulator.core.EmulatedSamples;
import org.synfire.emulator.result.RunResult;
import org.synfire.engine.checkpoint.Checkpointed;
import org.synfire.engine.checkpoint.StateFields;
import org.synfire.network.data.ImageSet;
import org.synfire.network.floating.FloatNetwork;
import org.synfire.network.quantize.Preprocessing;

/** The real-valued network on the same images, by ONNX Runtime. Whoever opened the network closes it. */
public final class FloatWitness implements Witness, Checkpointed {
    private final FloatNetwork network;
    private final Preprocessing preprocessing;
    private final ImageSet images;
    private final byte[] pixels;
    private final float[] values;
    private final int[] answers;
    private long correct;
    private long correctInFive;
    private int outputs;

    /**
     * @param network real-valued
     * @param preprocessing what it sees of a pixel
     * @param images the samples of the run
     */
    public FloatWitness(FloatNetwork network, Preprocessing preprocessing, ImageSet images) {
        this.network = network;
        this.preprocessing = preprocessing;
        this.images = images;
        this.pixels = new byte[images.imageBytes()];
        this.values = new float[pixels.length];
        this.answers = new int[images.size()];
    }

    @Override
    public boolean readsLayers() {
        return false;
    }

    @Override
    public void compare(EmulatedSamples emulated, long from, long to) {
        for (int sample = (int) from; sample < to; sample++) {
            images.pixels(sample, pixels);
            preprocessing.apply(pixels, values);
            float[] logits = network.logits(values);
            answers[sample] = SampleAnswers.best(logits);
            outputs = logits.length;
            correctInFive += SampleAnswers.rank(logits, images.label(sample)) < RunResult.TopFive.OUTPUTS ? 1 : 0;
            correct += answers[sample] == images.label(sample) ? 1 : 0;
        }
    }

    @Override
    public int[] answers() {
        return answers.clone();
    }

    @Override
    public RunResult.FloatResult result(SampleAnswers answers, long samples) {
        return new RunResult.FloatResult(
                correct,
                samples == 0 ? 0 : (double) correct / samples,
                RunResult.TopFive.of(correctInFive, samples, outputs));
    }

    @Override
    public void state(StateFields fields) {
        fields.all("answers", answers);
        correct = fields.whole("correct", correct);
        correctInFive = fields.whole("correct among five", correctInFive);
        outputs = (int) fields.whole("outputs", outputs);
    }
}
