package org.synfire.engine;

/**
 * What the user gave cannot be used: a file, an option, a network. The message says what, where and what to do. The
 * command line exits with status 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * An error with its message alone.
     *
     * @param message what is wrong, where, and what to do
     */
    public InputException(String message) {
        super(message);
    }

    /**
     * An error that another one caused.
     *
     * @param message what is wrong, where, and what to do
     */
    public InputException(String message, Throwable cause) {
        super(message, cause);
    }
}
