package org.synfire.noc.chip;

import java.util.List;

/** What a chip file states in a word instead of a number: its section and key, and the words allowed. */
public enum ChipRule {
    /** How the product of a neuron program is rounded when it is shifted. */
    PRODUCT_ROUNDING("core", "productRounding", "nearest", "towardsZero", "floor"),
    /** What a register of a neuron program does with a number that it cannot hold. */
    REGISTER_OVERFLOW("core", "registerOverflow", "saturate", "wrap");

    private final String section;
    private final String key;
    private final List<String> words;

    ChipRule(String section, String key, String... words) {
        this.section = section;
        this.key = key;
        this.words = List.of(words);
    }

    /** The section of the chip file it stands in. */
    public String section() {
        return section;
    }

    /** Its key in that section. */
    public String key() {
        return key;
    }

    /** Section and key, joined by a dot. */
    public String path() {
        return section + "." + key;
    }

    /** The words that it can be. */
    public List<String> words() {
        return words;
    }
}
