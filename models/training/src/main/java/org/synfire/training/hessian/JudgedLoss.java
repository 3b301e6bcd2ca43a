package org.synfire.training.hessian;

import org.synfire.network.data.ImageSet;

/** The loss of a classifier, which can also be judged on images it has not seen. */
public interface JudgedLoss extends LossSource {
    /** Some images of a set judged with the present weights; to be called without gradients. */
    Score score(ImageSet set, int[] indices);
}
