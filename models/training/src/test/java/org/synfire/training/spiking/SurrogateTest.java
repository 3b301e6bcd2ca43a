package org.synfire.training.spiking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.synfire.training.Natives;
import org.synfire.training.tensor.Tensors;

class SurrogateTest {
    private static final float[] DISTANCES = {-2, -1.25f, -0.75f, -0.25f, 0, 0.25f, 0.5f, 0.75f, 1.5f};

    @BeforeEach
    void requireNatives() {
        Natives.require();
    }

    @ParameterizedTest
    @EnumSource
    void firesAboveTheLevelOnly(Surrogate surrogate) {
        Tensor x = torch.tensor(DISTANCES).set_requires_grad(true);
        assertArrayEquals(new float[] {0, 0, 0, 0, 0, 1, 1, 1, 1}, Tensors.floats(surrogate.fire(x, 0)));
        assertArrayEquals(new float[] {0, 0, 0, 0, 1, 1, 1, 1, 1}, Tensors.floats(surrogate.fire(x, -0.125)));
    }

    @ParameterizedTest
    @EnumSource
    void slopeIsATriangle(Surrogate surrogate) {
        Tensor x = torch.tensor(DISTANCES).set_requires_grad(true);
        assertArrayEquals(
                new float[] {0, 0, 0.25f, 0.75f, 1, 0.75f, 0.5f, 0.25f, 0},
                Tensors.floats(derivative(surrogate.fire(x, 0).sum(), x, false)),
                1e-6f);
    }

    @Test
    void secondDerivativeIsTheTrianglesSlope() {
        Tensor x = torch.tensor(DISTANCES).set_requires_grad(true);
        Tensor first = derivative(Surrogate.TWICE.fire(x, 0).sum(), x, true);
        float[] second = Tensors.floats(derivative(first.sum(), x, false));
        assertArrayEquals(new float[] {0, 0, 1, 1, 0, -1, -1, -1, 0}, second, 1e-6f);
    }

    private static Tensor derivative(Tensor of, Tensor by, boolean isDifferentiable) {
        return torch.grad(
                        new TensorVector(of),
                        new TensorVector(by),
                        new TensorVector(),
                        new BoolOptional(),
                        isDifferentiable,
                        false)
                .get(0);
    }
}
