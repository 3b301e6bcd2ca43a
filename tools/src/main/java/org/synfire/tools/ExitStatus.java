package org.synfire.tools;

import java.nio.file.InvalidPathException;
import org.synfire.engine.InputException;
import org.synfire.noc.ChipLimitException;

/** What the process tells its caller. */
final class ExitStatus {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_INPUT = 2;
    static final int CHIP_CANNOT = 3;

    private ExitStatus() {}

    static int of(Throwable failure) {
        return switch (failure) {
            case InputException _, InvalidPathException _ -> WRONG_INPUT;
            case ChipLimitException _ -> CHIP_CANNOT;
            default -> FAILED;
        };
    }
}
