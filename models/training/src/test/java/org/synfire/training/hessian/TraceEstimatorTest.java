package org.synfire.training.hessian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.engine.InputException;
import org.synfire.network.data.ImageSet;
import org.synfire.network.data.RandomImages;
import org.synfire.training.Natives;
import org.synfire.training.SmallNetworks;
import org.synfire.training.spiking.SpikingNetwork;
import org.synfire.training.tensor.Tensors;

/** Estimated traces against the whole Hessian, column by column, and a Hessian known by hand. */
class TraceEstimatorTest {
    private static final long SEED = 4;

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    /** A loss over a fixed batch, so that there is one Hessian to compare with. */
    private record FixedBatch(LossSource all, Tensor images, Tensor labels, SpikingNetwork network)
            implements LossSource {
        static FixedBatch of(boolean normalized) {
            ImageSet set = new RandomImages(2, 6, 6, 9, SEED);
            SpikingNetwork network = SmallNetworks.seeded(
                    SEED,
                    SmallNetworks.mixed(normalized).withTimeSteps(3),
                    SmallNetworks.floating(SmallNetworks.mixed(normalized)));
            int[] indices = IntStream.range(0, set.size()).toArray();
            Tensor labels = torch.tensor(
                    IntStream.range(0, set.size()).mapToLong(i -> i % 3).toArray());
            return new FixedBatch(new SpikingLoss(network, set, 8), network.images(set, indices), labels, network);
        }

        @Override
        public List<String> names() {
            return all.names();
        }

        @Override
        public List<Tensor> parameters() {
            return all.parameters();
        }

        @Override
        public Tensor loss(SplittableRandom random) {
            return network.loss(images, labels);
        }

        /** Per layer the sum of the diagonal, one unit vector at a time. */
        double[] exactTraces() {
            double[] traces = new double[parameters().size()];
            try (PointerScope _ = new PointerScope()) {
                TensorVector parameters = new TensorVector();
                parameters().forEach(parameters::push_back);
                TensorVector gradients = torch.grad(
                        new TensorVector(loss(null)), parameters, new TensorVector(), new BoolOptional(), true, false);
                for (int layer = 0; layer < traces.length; layer++) {
                    traces[layer] = diagonalSum(gradients.get(layer), parameters.get(layer));
                }
            }
            return traces;
        }

        private static double diagonalSum(Tensor gradient, Tensor parameter) {
            double sum = 0;
            for (int i = 0; i < parameter.numel(); i++) {
                try (PointerScope _ = new PointerScope()) {
                    float[] unit = new float[(int) parameter.numel()];
                    unit[i] = 1;
                    sum += Tensors.floats(TraceEstimator.blockProduct(
                            gradient, parameter, torch.tensor(unit).reshape(parameter.sizes())))[i];
                }
            }
            return sum;
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void meetsTheExactTraceOfASpikingNetwork(boolean normalized) {
        FixedBatch loss = FixedBatch.of(normalized);
        double[] exact = loss.exactTraces();
        List<LayerTrace> traces = new TraceEstimator(0.05, 200, 300, SEED).estimate(loss, () -> false, soFar -> {});
        for (int i = 0; i < exact.length; i++) {
            LayerTrace trace = traces.get(i);
            assertEquals(exact[i], trace.trace(), 4 * trace.standardError(), trace.toString());
            assertTrue(Math.abs(exact[i]) > 1e-3, "no curvature to speak of: " + exact[i]);
        }
    }

    @Test
    void aQuadraticFormIsItsOwnHessian() {
        Tensor x = torch.tensor(1f, 2f, 3f).set_requires_grad(true);
        Tensor diagonal = torch.tensor(2f, 5f, -1f);
        LossSource form = source(x, () -> x.mul(x).mul(diagonal).sum());
        LayerTrace trace = new TraceEstimator(0.01, 2, 50, SEED)
                .estimate(form, () -> false, soFar -> {})
                .getFirst();
        assertEquals(12, trace.trace(), 1e-5);
        assertEquals(0, trace.standardError(), 1e-5);
        assertEquals(2, trace.samples());
        assertEquals(3, trace.weights());
    }

    @Test
    void standardErrorFallsBelowTheTolerance() {
        Tensor x = torch.tensor(1f, 2f, 3f, 4f).set_requires_grad(true);
        LossSource form = source(x, () -> x.sum().pow(new Scalar(2)));
        LayerTrace trace = new TraceEstimator(0.05, 10, 10_000, SEED)
                .estimate(form, () -> false, soFar -> {})
                .getFirst();
        assertEquals(8, trace.trace(), 4 * trace.standardError());
        assertTrue(
                trace.relativeError() <= 0.05 && trace.samples() > 100 && trace.samples() < 10_000, trace.toString());
    }

    @Test
    void aLossWithoutCurvatureHasTraceZero() {
        Tensor x = torch.tensor(1f, 2f).set_requires_grad(true);
        assertEquals(
                0,
                new TraceEstimator(0.1, 2, 5, SEED)
                        .estimate(source(x, x::sum), () -> false, soFar -> {})
                        .getFirst()
                        .trace());
    }

    @Test
    void stopsWhenAsked() {
        Tensor x = torch.tensor(1f, 2f).set_requires_grad(true);
        int[] seen = new int[1];
        new TraceEstimator(1e-9, 10, 1000, SEED)
                .estimate(source(x, () -> x.sum().pow(new Scalar(2))), () -> seen[0] == 3, soFar -> seen[0]++);
        assertEquals(3, seen[0]);
    }

    @Test
    void refusesWhatIsNoNumber() {
        Tensor x = torch.tensor(Float.NaN).reshape(1).set_requires_grad(true);
        LossSource form = source(x, () -> x.mul(x).mul(x).sum());
        InputException e = assertThrows(
                InputException.class,
                () -> new TraceEstimator(0.1, 2, 5, SEED).estimate(form, () -> false, soFar -> {}));
        assertEquals("layer x: its second derivative is NaN; the network has diverged", e.getMessage());
        assertThrows(InputException.class, () -> new TraceEstimator(0, 2, 5, SEED));
        assertThrows(InputException.class, () -> new TraceEstimator(0.1, 1, 5, SEED));
    }

    private static LossSource source(Tensor parameter, Supplier<Tensor> loss) {
        return new LossSource() {
            @Override
            public List<String> names() {
                return List.of("x");
            }

            @Override
            public List<Tensor> parameters() {
                return List.of(parameter);
            }

            @Override
            public Tensor loss(SplittableRandom random) {
                return loss.get();
            }
        };
    }
}
