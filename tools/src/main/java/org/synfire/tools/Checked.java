package org.synfire.tools;

/** A command that can say what is wrong with its options before it does anything. */
interface Checked {
    /**
     * Looks at the options that were parsed.
     *
     * @throws org.synfire.engine.InputException if the command could not run with them; its message begins with the
     *     option
     */
    void requirePossible();
}
