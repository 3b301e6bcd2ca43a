/**
 * The MINT paper's accounts (Yin et al., ASP-DAC 2024, arXiv 2305.09850): what memory a network takes, what a
 * processing element costs, and its experiments over trained networks.
 *
 * <pre>
 *   NetworkSize --> MemoryFootprint           PaperNetworks: the shapes that its tables rest on
 *   ProcessingElement, Work --> picojoules    Block: the library of 32 nm parts
 *   TrainedNetwork, emulator --> MintReproduction --> ResultTables
 * </pre>
 */
package org.synfire.papers.mint;
