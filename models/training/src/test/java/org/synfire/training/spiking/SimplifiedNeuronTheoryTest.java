package org.synfire.training.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.UnaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synfire.training.Natives;
import org.synfire.training.tensor.Tensors;

/** Where the algebra says that one state does for four. */
class SimplifiedNeuronTheoryTest {
    private static final int STEPS = 60;
    private static final int INPUTS = 12;
    private static final int NEURONS = 9;

    @BeforeEach
    void requireNatives() {
        Natives.require();
        torch.manual_seed(17);
    }

    private static Tensor doubles(final double factor, final long... shape) {
        return Tensors.times(torch.randn(shape), factor).to(torch.ScalarType.Double);
    }

    private static Tensor inputs(final double rate) {
        return torch.rand(1, INPUTS).lt(new Scalar(rate)).to(torch.ScalarType.Double);
    }

    private static Tensor zeros(final int count) {
        return torch.zeros(1, count).to(torch.ScalarType.Double);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.97})
    void potentialAloneRunsLikeTheFormThatTrains(final double alpha) {
        try (PointerScope _ = new PointerScope()) {
            final SimplifiedNeuron neuron = new SimplifiedNeuron(alpha);
            final Tensor weights = doubles(0.4, NEURONS, INPUTS);
            final UnaryOperator<Tensor> synapses = spikes -> torch.linear(spikes, weights);
            final Tensor bias = doubles(0.05, NEURONS);
            SimplifiedNeuron.State state = new SimplifiedNeuron.State(zeros(INPUTS), zeros(NEURONS), null, null);
            Tensor potential = zeros(NEURONS);
            double fired = 0;
            for (int t = 0; t < STEPS; t++) {
                final Tensor in = inputs(0.3);
                state = neuron.train(state, in, synapses, bias);
                potential = neuron.run(potential, in, synapses, bias);
                assertArrayEquals(
                        Tensors.floats(state.u().to(torch.ScalarType.Float)),
                        Tensors.floats(potential.to(torch.ScalarType.Float)),
                        1e-6f,
                        "step " + t);
                fired += state.s().sum().item_double();
            }
            assertTrue(fired > STEPS && fired < STEPS * NEURONS * 0.9, "spikes: " + fired);
        }
    }

    /**
     * Without its own spikes, bias and synaptic current (beta 0), the four-state potential is the simplified one with
     * weights (1 - alpha) times as large.
     */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.97})
    void fourStatesAgreeBelowThreshold(final double alpha) {
        try (PointerScope _ = new PointerScope()) {
            final Tensor weights = doubles(0.4, NEURONS, INPUTS).abs().neg();
            final FourStateNeuron four = new FourStateNeuron(alpha, 0, 0.65, 1);
            final SimplifiedNeuron one = new SimplifiedNeuron(alpha);
            FourStateNeuron.State state =
                    new FourStateNeuron.State(zeros(INPUTS), zeros(INPUTS), zeros(NEURONS), zeros(NEURONS));
            Tensor potential = zeros(NEURONS);
            for (int t = 0; t < STEPS; t++) {
                final Tensor in = inputs(0.3);
                final FourStateNeuron.Step step =
                        four.step(state, in, spikes -> torch.linear(spikes, weights), zeros(NEURONS));
                potential = one.run(
                        potential,
                        in,
                        spikes -> Tensors.times(torch.linear(spikes, weights), 1 - alpha),
                        zeros(NEURONS));
                assertArrayEquals(
                        Tensors.floats(step.potential().to(torch.ScalarType.Float)),
                        Tensors.floats(potential.to(torch.ScalarType.Float)),
                        1e-6f,
                        "step " + t);
                state = step.state();
            }
            assertTrue(potential.abs().max().item_double() > 0.01);
        }
    }

    /** With spikes they are different neurons: the one takes a fixed amount, the other all of the potential. */
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 0.97})
    void fourStatesDifferAboveThreshold(final double alpha) {
        try (PointerScope _ = new PointerScope()) {
            final Tensor weights = doubles(0.4, NEURONS, INPUTS).abs();
            final FourStateNeuron four = new FourStateNeuron(alpha, 0, 0.65, 1);
            final SimplifiedNeuron one = new SimplifiedNeuron(alpha);
            FourStateNeuron.State state =
                    new FourStateNeuron.State(zeros(INPUTS), zeros(INPUTS), zeros(NEURONS), zeros(NEURONS));
            Tensor potential = zeros(NEURONS);
            double difference = 0;
            for (int t = 0; t < STEPS; t++) {
                final Tensor in = inputs(0.3);
                final FourStateNeuron.Step step =
                        four.step(state, in, spikes -> torch.linear(spikes, weights), zeros(NEURONS));
                potential = one.run(
                        potential,
                        in,
                        spikes -> Tensors.times(torch.linear(spikes, weights), 1 - alpha),
                        zeros(NEURONS));
                difference = Math.max(
                        difference, step.potential().sub(potential).abs().max().item_double());
                state = step.state();
            }
            assertTrue(difference > 0.1, "largest difference " + difference);
        }
    }
}
