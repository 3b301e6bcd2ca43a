package org.synfire.training.hessian;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/** A loss that can be differentiated twice, and its parameters, one tensor per layer. */
public interface LossSource {
    /** Names of the layers. */
    List<String> names();

    /** The weights of each layer: leaf tensors that require a gradient. */
    List<Tensor> parameters();

    /** The mean loss of a random batch, with its graph. */
    Tensor loss(SplittableRandom random);
}
