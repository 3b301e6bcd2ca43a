/**
 * Actors that talk in packets and take steps together, and the workers that run them.
 *
 * <pre>
 *  worker 0: await what is due -&gt; visit due actors in ascending id -&gt; publish record -&gt; mark the end -.
 *                                   | send                                                           |  next step
 *                                   v (own actor: receive at once; other worker's: ring)             |
 *  worker 1: await what is due -&gt; visit due actors in ascending id -&gt; publish record -&gt; mark the end -'
 * </pre>
 *
 * What actors compute is theirs; this package sees to it that every packet sent in a step has arrived before the next
 * step of its destination, whatever the number of workers.
 */
package org.synfire.engine.actor;
