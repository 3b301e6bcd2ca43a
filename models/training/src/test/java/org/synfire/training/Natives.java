package org.synfire.training;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bytedeco.javacpp.Loader;

/** The native libraries that training needs. */
public final class Natives {
    private Natives() {}

    /** Skips a test on platforms that no natives are published for, and makes it repeatable on the others. */
    public static void require() {
        assumeTrue(TorchTraining.isSupported(), "no PyTorch natives for " + Loader.getPlatform());
        TorchTraining.begin(1);
    }
}
