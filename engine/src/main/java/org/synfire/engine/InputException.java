package org.synfire.engine;

/**
 * What the user gave cannot be used: a file, an option, a network. The message says what, where and what to do. It is
 * one line without control characters, whatever the file holds that it quotes; of a very long one the middle is left
 * out. The command line exits with status 2.
 */
public final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final int LONGEST = 4_000;

    /**
     * An error with its message alone.
     *
     * @param message what is wrong, where, and what to do
     */
    public InputException(String message) {
        super(line(message));
    }

    /**
     * An error that another one caused.
     *
     * @param message what is wrong, where, and what to do
     */
    public InputException(String message, Throwable cause) {
        super(line(message), cause);
    }

    private static String line(String message) {
        return message == null ? null : PlainText.line(message, LONGEST);
    }
}
