package org.synfire.tools.report;

import static j2html.TagCreator.text;

import j2html.tags.ContainerTag;
import j2html.tags.DomContent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/**
 * Numbers as people read them. One that stands in {@code run.json} carries its exact value and its place there:
 * {@code <data value="1234.5" data-key="/sops">}.
 */
final class Shown {
    private static final double PERCENT = 100;
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};
    private static final double KILO = 1000;
    private static final MathContext SIGNIFICANT = new MathContext(3);

    private Shown() {}

    /**
     * A count of {@code run.json}.
     *
     * @param key JSON pointer of its place
     */
    static DomContent count(String key, long value) {
        return data(key, String.valueOf(value), count(value));
    }

    /** A number of {@code run.json} that is a name rather than a count. */
    static DomContent plain(String key, long value) {
        return data(key, String.valueOf(value), String.valueOf(value));
    }

    /** A number of {@code run.json} with so many digits behind the point. */
    static DomContent decimal(String key, double value, int digits) {
        return data(key, String.valueOf(value), decimal(value, digits));
    }

    /** A share of {@code run.json}, 0..1, in percent. */
    static DomContent percent(String key, double share, int digits) {
        return data(key, String.valueOf(share), percent(share, digits));
    }

    private static DomContent data(String key, String value, String shown) {
        return new ContainerTag<>("data")
                .attr("value", value)
                .attr("data-key", key)
                .with(text(shown));
    }

    /** A text of a file without what is no character of a text. */
    static String clean(String words) {
        return words.replaceAll("[\\p{Cntrl}\\p{Cs}\uFFFE\uFFFF]", "\uFFFD");
    }

    static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }

    static String percent(double share, int digits) {
        return decimal(share * PERCENT, digits) + " %";
    }

    /** Three significant digits and a prefix: 1.23 M, 50 k. */
    static String rounded(double value) {
        int prefix = 0;
        double rest = value;
        while (Math.abs(rest) >= KILO && prefix < PREFIXES.length - 1) {
            rest /= KILO;
            prefix++;
        }
        BigDecimal shown = new BigDecimal(rest, SIGNIFICANT).stripTrailingZeros();
        return shown.toPlainString() + (prefix == 0 ? "" : " " + PREFIXES[prefix]);
    }
}
