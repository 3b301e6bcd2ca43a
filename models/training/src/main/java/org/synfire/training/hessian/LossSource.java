package org.synfire.training.hessian;

import java.util.List;
import java.util.SplittableRandom;
import org.bytedeco.pytorch.Tensor;

/** A loss that can be differentiated twice, and the parameters to differentiate it by, one tensor per layer. */
public interface LossSource {
    /** Names of the layers. */
    List<String> names();

    /** The weights of each layer, leaves that require a gradient. */
    List<Tensor> parameters();

    /** The mean loss of a batch drawn at random, with its graph. */
    Tensor loss(SplittableRandom random);
}
