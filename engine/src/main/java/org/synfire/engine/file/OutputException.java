package org.synfire.engine.file;

/**
 * A result is there but could not be written. The message says which, where and why. The command line exits with status
 * 1.
 */
public final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A failure.
     *
     * @param message what could not be written, where, why, and what to do
     * @param cause what writing threw
     */
    public OutputException(String message, Throwable cause) {
        super(message, cause);
    }
}
