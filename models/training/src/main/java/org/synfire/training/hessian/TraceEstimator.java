package org.synfire.training.hessian;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.synfire.engine.InputException;

/**
 * Hutchinson's estimator: for random signs v the mean of {@code v' H v} is the trace of H.
 *
 * <p>Each layer has random vectors of its own. One vector for all layers would take a fourth of the time on ResNet-20.
 * But then the blocks between layers, whose mean is 0, make the standard deviation of most layers 3 to 25 times as
 * large. Each random vector comes with its own batch, so the standard error covers the choice of images too.
 *
 * <p><b>Source:</b> Lui and Neftci take it from HAWQ; both use Rademacher vectors. <b>Repeatable:</b> seed and one
 * thread give the same estimate.
 *
 * @param tolerance the estimate ends when the relative standard error of every layer is at most this
 * @param minSamples fewest random vectors, 2 or more
 * @param maxSamples most random vectors
 * @param seed seed of vectors and batches
 */
public record TraceEstimator(double tolerance, int minSamples, int maxSamples, long seed) {
    /** @throws InputException if a value is out of range */
    public TraceEstimator {
        if (!(tolerance > 0) || minSamples < 2 || maxSamples < minSamples) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "a trace to a relative error of %s with %d to %d random vectors: expected a tolerance above 0 "
                            + "and at least 2 vectors",
                    tolerance,
                    minSamples,
                    maxSamples));
        }
    }

    /** Called after every random vector. */
    @FunctionalInterface
    public interface Observer {
        void onSample(List<LayerTrace> soFar);
    }

    /**
     * Estimates the trace of every layer.
     *
     * @param isStopped ends the estimate early
     * @return one trace per layer; an error above the tolerance means that the most vectors were reached
     * @throws InputException if a second derivative is not finite
     */
    public List<LayerTrace> estimate(LossSource source, BooleanSupplier isStopped, Observer observer) {
        List<Moments> moments =
                source.parameters().stream().map(_ -> new Moments()).toList();
        SplittableRandom random = new SplittableRandom(seed);
        List<LayerTrace> traces = List.of();
        for (int sample = 1; sample <= maxSamples && !isStopped.getAsBoolean(); sample++) {
            addSample(source, random, moments);
            traces = traces(source, moments);
            observer.onSample(traces);
            if (sample >= minSamples && traces.stream().allMatch(trace -> trace.relativeError() <= tolerance)) {
                break;
            }
        }
        return traces;
    }

    private static void addSample(LossSource source, SplittableRandom random, List<Moments> moments) {
        try (PointerScope _ = new PointerScope()) {
            TensorVector parameters = new TensorVector();
            source.parameters().forEach(parameters::push_back);
            TensorVector gradients = torch.grad(
                    new TensorVector(source.loss(random)),
                    parameters,
                    new TensorVector(),
                    new BoolOptional(),
                    true,
                    false);
            for (int i = 0; i < moments.size(); i++) {
                Tensor signs = signs(parameters.get(i), random);
                double value = signs.mul(blockProduct(gradients.get(i), parameters.get(i), signs))
                        .sum()
                        .item_double();
                if (!Double.isFinite(value)) {
                    throw new InputException(String.format(
                            Locale.ROOT,
                            "layer %s: its second derivative is %s; the network has diverged",
                            source.names().get(i),
                            value));
                }
                moments.get(i).add(value);
            }
        }
    }

    /**
     * {@code H v} for one parameter's own block of the Hessian.
     *
     * @param gradient of the loss by the parameter, with its graph, which is kept
     */
    static Tensor blockProduct(Tensor gradient, Tensor parameter, Tensor vector) {
        Tensor directional = gradient.mul(vector).sum();
        if (!directional.requires_grad()) {
            return torch.zeros_like(parameter);
        }
        Tensor product = torch.grad(
                        new TensorVector(directional),
                        new TensorVector(parameter),
                        new TensorVector(),
                        new BoolOptional(true),
                        false,
                        true)
                .get(0);
        return product.defined() ? product : torch.zeros_like(parameter);
    }

    private static Tensor signs(Tensor like, SplittableRandom random) {
        float[] signs = new float[Math.toIntExact(like.numel())];
        for (int i = 0; i < signs.length; i++) {
            signs[i] = random.nextBoolean() ? 1 : -1;
        }
        return torch.tensor(signs).reshape(like.sizes()).to(like.scalar_type());
    }

    private static List<LayerTrace> traces(LossSource source, List<Moments> moments) {
        return new ArrayList<>(IntStream.range(0, moments.size())
                .mapToObj(i -> {
                    Moments m = moments.get(i);
                    return new LayerTrace(
                            source.names().get(i),
                            source.parameters().get(i).numel(),
                            m.mean,
                            m.standardError(),
                            m.count);
                })
                .toList());
    }

    /** Mean and variance as values come (Welford). */
    private static final class Moments {
        private int count;
        private double mean;
        private double squares;

        void add(double value) {
            count++;
            double difference = value - mean;
            mean += difference / count;
            squares += difference * (value - mean);
        }

        double standardError() {
            return count < 2 ? Double.POSITIVE_INFINITY : Math.sqrt(squares / (count - 1) / count);
        }
    }
}
