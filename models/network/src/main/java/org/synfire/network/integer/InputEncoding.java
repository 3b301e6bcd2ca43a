package org.synfire.network.integer;

/** How samples become what a network's input is given. */
public sealed interface InputEncoding permits InputCodes, InputEncoding.Events {
    /** The samples are spikes already: each is sent in the step in which it comes. */
    InputEncoding EVENTS = new Events();

    /** See {@link #EVENTS}. */
    record Events() implements InputEncoding {}
}
