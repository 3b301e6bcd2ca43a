/** Networks, their quantisation, their mapping onto a chip and their emulation as spikes. */
package org.synfire.models;
