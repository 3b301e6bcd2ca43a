/** Parts of a run over ranges of its samples, and joining them into the result that one run has. */
package org.synfire.emulator.part;
