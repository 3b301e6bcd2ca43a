package org.synfire.emulator.experiment;

import java.util.Locale;
import java.util.stream.IntStream;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.SampleSet;
import org.synfire.network.data.SpikeSet;
import org.synfire.network.graph.Shape;
import org.synfire.network.integer.EncodedNetwork;
import org.synfire.network.integer.InputCodes;
import org.synfire.network.integer.InputEncoding;
import org.synfire.network.integer.IntegerNetwork;
import org.synfire.network.integer.NetworkInput;
import org.synfire.network.integer.SampleLengths;
import org.synfire.network.integer.SampleStarts;

/**
 * The samples of a run as what its network reads.
 *
 * @param encoding of the network
 * @param samples that fit it
 * @param before those of the whole run that lie before them
 */
record SampleInput(InputEncoding encoding, SampleSet samples, SampleSet before) {
    /**
     * @throws InputException if the samples are of a kind, shape or length that the network does not read, or there is
     *     none
     */
    static SampleInput of(EncodedNetwork encoded, SampleSet samples) {
        IntegerNetwork network = encoded.network();
        if (samples.size() == 0) {
            throw new InputException(samples.name() + " has no samples");
        }
        switch (encoded.encoding()) {
            case InputCodes codes -> requireFits(network, images(network.name(), samples));
            case InputEncoding.Events events -> requireFits(network, spikes(network.name(), samples));
        }
        return new SampleInput(encoded.encoding(), samples, samples.take(0));
    }

    private static ImageSet images(String network, SampleSet samples) {
        return switch (samples) {
            case ImageSet images -> images;
            case SpikeSet spikes ->
                throw new InputException(
                        "the network " + network + " reads images, but " + spikes.name() + " has spikes of time steps");
        };
    }

    private static SpikeSet spikes(String network, SampleSet samples) {
        return switch (samples) {
            case SpikeSet spikes -> spikes;
            case ImageSet images ->
                throw new InputException(
                        "the network " + network + " reads spikes of time steps, but " + images.name() + " has images");
        };
    }

    private static void requireFits(IntegerNetwork network, ImageSet images) {
        Shape input = network.input().shape();
        if (input.size() != images.imageBytes()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the network %s reads %s = %d values, an image of %s has %dx%dx%d = %d",
                    network.name(),
                    input,
                    input.size(),
                    images.name(),
                    images.channels(),
                    images.height(),
                    images.width(),
                    images.imageBytes()));
        }
    }

    private static void requireFits(IntegerNetwork network, SpikeSet spikes) {
        Shape input = network.input().shape();
        boolean isFlat = input.equals(Shape.vector(input.size()));
        if (isFlat ? spikes.shape().size() != input.size() : !spikes.shape().equals(input)) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the network %s reads spikes of %s, those of %s are of %s",
                    network.name(),
                    input,
                    spikes.name(),
                    spikes.shape()));
        }
        int most = network.input().neurons().mostSpikes();
        if (spikes.mostSpikes() > most) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the input neurons of network %s spike at most %d times in a step, those of %s up to %d times; tell"
                            + " fewer of the spikes",
                    network.name(),
                    most,
                    spikes.name(),
                    spikes.mostSpikes()));
        }
        if (spikes.steps() != network.timeSteps()) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "the network %s has samples of %d steps, those of %s have %d; give the network as many with"
                            + " withTimeSteps",
                    network.name(),
                    network.timeSteps(),
                    spikes.name(),
                    spikes.steps()));
        }
    }

    /** @throws InputException if there are more classes than outputs */
    void requireAnswers(IntegerNetwork network) {
        int outputs = network.output().shape().size();
        if (samples.classes() > outputs) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "%s has %d classes, the network %s answers with %d values",
                    samples.name(),
                    samples.classes(),
                    network.name(),
                    outputs));
        }
    }

    /** The same without images that cannot be read and may be left out. */
    SampleInput tried() {
        return switch (samples) {
            case ImageSet images -> new SampleInput(encoding, images.tried(images.size()), before);
            case SpikeSet spikes -> this;
        };
    }

    /** The same of some of the samples. */
    SampleInput part(long from, long count) {
        int first = Math.toIntExact(from);
        return new SampleInput(encoding, samples.from(first).take(Math.toIntExact(count)), samples.take(first));
    }

    /** The same samples of a run that has others before them. */
    SampleInput behind(SampleSet others) {
        return new SampleInput(encoding, samples, others);
    }

    /** In which step each sample begins. */
    SampleStarts starts(IntegerNetwork network, boolean pipelined) {
        return SampleStarts.of(network, lengths(samples), pipelined, samples.size());
    }

    /** Steps of the whole run before the first sample. */
    long stepsBefore(IntegerNetwork network, boolean pipelined) {
        return SampleStarts.of(network, lengths(before), pipelined, before.size())
                .start(before.size());
    }

    private static SampleLengths lengths(SampleSet samples) {
        return switch (samples) {
            case SpikeSet spikes
            when spikes.hasOwnLengths() && spikes.size() > 0 ->
                SampleLengths.of(
                        IntStream.range(0, spikes.size()).map(spikes::steps).toArray());
            case SpikeSet spikes -> SampleLengths.EQUAL;
            case ImageSet images -> SampleLengths.EQUAL;
        };
    }

    /** @throws InputException if the samples are no images */
    ImageSet images() {
        return images("of the probe", samples);
    }

    /** What the network's input is given for each sample. */
    NetworkInput source() {
        return switch (samples) {
            case ImageSet images -> codes(images).behind(before.size());
            case SpikeSet spikes -> {
                NetworkInput.Spikes all = (sample, step, into) -> spikes.spikes((int) sample, step, into);
                yield all.with(lengths(spikes), before.size());
            }
        };
    }

    private NetworkInput.Codes codes(ImageSet images) {
        InputCodes codes = switch (encoding) {
            case InputCodes given -> given;
            case InputEncoding.Events events -> throw new IllegalStateException("images for a network of spikes");
        };
        ThreadLocal<byte[]> buffer = ThreadLocal.withInitial(() -> new byte[images.imageBytes()]);
        return (sample, into) -> {
            byte[] image = buffer.get();
            images.pixels((int) sample, image);
            codes.encode(image, into);
        };
    }
}
