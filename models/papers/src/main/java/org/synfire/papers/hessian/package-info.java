/**
 * What the curvature of a trained network's loss says about its layers (Lui and Neftci, arXiv 2104.14117; HAWQ-V2):
 * what the training part has measured, as tables.
 *
 * <pre>
 *   hessian --lower --json --> HessianFindings --> HessianTables --> ResultTables
 *                                                    |
 *                                                    +--> Correlation of loss with trace
 *   HessianFindings, emulator --> HessianReproduction --> MixedPrecisionTable --> ResultTables
 * </pre>
 */
package org.synfire.papers.hessian;
