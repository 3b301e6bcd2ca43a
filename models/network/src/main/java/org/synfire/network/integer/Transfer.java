package org.synfire.network.integer;

/** The transfer function of SDANN's neurons: from the rescaled sum to the code that is sent. */
public sealed interface Transfer permits Transfer.Direct, TransferTable {
    /** The rescaled sum itself, limited to the code. */
    Transfer DIRECT = new Direct();

    /** The rescaled sum itself, limited to the code: a limit such as a ReLU is in the code's range. */
    record Direct() implements Transfer {}
}
