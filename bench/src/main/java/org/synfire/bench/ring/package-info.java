/**
 * How fast the engine moves packets and steps: its rings beside the queues that others have, its barrier beside other
 * ways to meet, its sends and steps by themselves. Every benchmark checks what it moved.
 */
package org.synfire.bench.ring;
