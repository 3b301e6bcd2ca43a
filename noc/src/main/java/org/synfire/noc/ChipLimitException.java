package org.synfire.noc;

/**
 * A request exceeds a limit of the emulated chip: something does not fit, is out of reach, or needs a figure that the
 * chip does not have. The message names the limit, the request, and a remedy. The command line exits with status 3.
 */
public class ChipLimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message the limit, the request, and a remedy */
    public ChipLimitException(String message) {
        super(message);
    }

    /**
     * @param message the limit, the request, and a remedy
     * @param cause the cause
     */
    public ChipLimitException(String message, Throwable cause) {
        super(message, cause);
    }
}
