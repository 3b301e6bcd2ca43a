package org.synfire.network.integer;

/** What moves neurons that follow a program, in every time step, besides the spikes that arrive. */
public sealed interface Drive permits DirectCoding, ConstantDrive, PoissonDrive {}
