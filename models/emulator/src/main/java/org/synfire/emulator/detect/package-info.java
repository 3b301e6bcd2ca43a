/** Detection as the task of a run: the outputs of the emulated and of the real-valued network become boxes. */
package org.synfire.emulator.detect;
