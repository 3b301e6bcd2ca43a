/** Experiments and tables of the papers that Synfire implements: SDANN, MINT and Hessian-aware quantisation. */
package org.synfire.papers;
