package org.synfire.noc;

/**
 * The emulated chip cannot do what is asked of it: it does not fit, does not reach, or has no such figure. The message
 * names the limit, what was asked for and what would help; the command line turns it into exit status 3.
 */
public class ChipLimitException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param message the limit, what was asked for, and what would help */
    public ChipLimitException(String message) {
        super(message);
    }

    /**
     * @param message the limit, what was asked for, and what would help
     * @param cause what led to it
     */
    public ChipLimitException(String message, Throwable cause) {
        super(message, cause);
    }
}
