package org.synfire.noc.chip;

import java.math.BigDecimal;

/** Numbers as a person writes them in a chip file. */
final class PlainNumber {
    private PlainNumber() {}

    static String text(double value) {
        return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
}
