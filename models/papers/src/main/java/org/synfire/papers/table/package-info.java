/**
 * Tables of results as values: what an experiment has found, for text, CSV, JSON and pages alike.
 *
 * <pre>
 *   ResultTables (one experiment) --> ResultTable (title, notes) --> Column, rows of cells
 *        |
 *        +--> NAME.txt, NAME.json, NAME-TABLE.csv
 * </pre>
 *
 * What is in them is no matter of this package.
 */
package org.synfire.papers.table;
