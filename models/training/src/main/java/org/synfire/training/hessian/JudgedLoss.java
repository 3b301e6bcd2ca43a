package org.synfire.training.hessian;

import org.synfire.network.data.ImageSet;

/** The loss of a classifier that can also be judged on other images. */
public interface JudgedLoss extends LossSource {
    /** Judges the network with its present weights on some images of a set. Called without gradients. */
    Score score(ImageSet set, int[] indices);
}
