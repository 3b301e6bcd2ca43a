package org.synfire.emulator.core;

import java.util.List;
import java.util.Optional;
import org.synfire.network.integer.MaxGate;

/** Spikes at the core that sends them, all through the same gate or all through none. */
record Departure(Optional<MaxGate> gate, List<OutputPort.Branch> branches) {}
