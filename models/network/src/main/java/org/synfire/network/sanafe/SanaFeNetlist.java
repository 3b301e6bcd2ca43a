package org.synfire.network.sanafe;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.synfire.engine.InputException;

/**
 * Reads netlists of SANA-FE: a line for each group, neuron, synapse and place.
 *
 * <pre>
 *   g 3 threshold=10 reset_mode=soft
 *   n 0.1 bias=3
 *   e 0.1-&gt;1.2 w=-4
 *   &amp; 0.1@12.3
 * </pre>
 */
final class SanaFeNetlist {
    private static final int LONGEST_LINE = 1 << 16;

    private final String file;
    private final List<GroupBuilder> groups = new ArrayList<>();
    private final SynapseLists synapses = new SynapseLists();
    private long line;
    private long neurons;

    private SanaFeNetlist(String file) {
        this.file = file;
    }

    static SanaFeNetwork read(String file, String name, BufferedReader text) throws IOException {
        return new SanaFeNetlist(file).network(name, text);
    }

    private SanaFeNetwork network(String name, BufferedReader text) throws IOException {
        StringBuilder next = new StringBuilder();
        for (int read = text.read(); read >= 0; read = text.read()) {
            if (read == '\n') {
                end(next);
            } else if (next.length() == LONGEST_LINE) {
                line++;
                throw error("a line of more than " + LONGEST_LINE + " characters");
            } else {
                next.append((char) read);
            }
        }
        end(next);
        if (groups.isEmpty()) {
            throw new InputException(file + ": no line describes a group of neurons (g COUNT ...)");
        }
        List<SanaFeNetwork.Group> built =
                groups.stream().map(group -> group.build(file)).toList();
        return new SanaFeNetwork(
                name,
                built,
                synapses.connections(
                        built.stream().mapToInt(SanaFeNetwork.Group::neurons).toArray()));
    }

    private void end(StringBuilder next) {
        line++;
        take(next.toString().strip());
        next.setLength(0);
    }

    private void take(String text) {
        if (text.isEmpty() || text.charAt(0) == '#') {
            return;
        }
        int space = text.indexOf(' ');
        String rest = space < 0 ? "" : text.substring(space + 1).strip();
        switch (space < 0 ? text : text.substring(0, space)) {
            case "g" -> group(words(rest));
            case "n" -> neuron(words(rest));
            case "e" -> synapse(rest);
            case "&" -> place(rest);
            default -> throw error("expected a line of g, n, e or &, found '" + shortened(text) + "'");
        }
    }

    /** Attributes may stand in brackets or braces, with a colon in place of the sign of equality. */
    private static String[] words(String text) {
        int bracket = Math.max(text.indexOf('{'), text.indexOf('['));
        String plain = bracket < 0
                ? text
                : text.substring(0, bracket)
                        + text.substring(bracket).replaceAll("[{}\\[\\],]", " ").replaceAll(":\\s*", "=");
        return plain.strip().split("\\s+");
    }

    private void group(String[] words) {
        int count = number(words[0], SanaFeNetwork.MOST_NEURONS + 1, "the number of neurons");
        neurons += count;
        if (count == 0 || neurons > SanaFeNetwork.MOST_NEURONS) {
            throw error("a group needs a neuron, and all together have at most " + SanaFeNetwork.MOST_NEURONS);
        }
        groups.add(new GroupBuilder(String.valueOf(groups.size()), with(Attributes.USUAL, words), count));
    }

    private Attributes with(Attributes before, String[] words) {
        Attributes after = before;
        for (int w = 1; w < words.length; w++) {
            int equals = words[w].indexOf('=');
            if (equals < 1) {
                throw error("expected an attribute such as bias=3, found '" + shortened(words[w]) + "'");
            }
            after = after.with(file + ":" + line, words[w].substring(0, equals), words[w].substring(equals + 1));
        }
        return after;
    }

    private void neuron(String[] words) {
        int dot = words[0].indexOf('.');
        GroupBuilder group = groups.get(group(words[0], 0, dot));
        int number = neuron(words[0], dot + 1, words[0].length(), group);
        group.set(number, number + 1, with(group.attributes(number), words));
    }

    /** The line most files consist of: no object is made but the line itself. */
    private void synapse(String text) {
        int arrow = text.indexOf("->");
        int end = text.indexOf(' ');
        int dot = text.indexOf('.');
        int secondDot = text.indexOf('.', arrow);
        int equals = text.indexOf('=', end);
        if (arrow < 0 || end < arrow || dot > arrow || secondDot > end || equals < 0) {
            throw error("expected a synapse such as 0.1->1.2 w=3, found '" + shortened(text) + "'");
        }
        String key = text.substring(end, equals).strip();
        if (!key.equals("w") && !key.equals("weight")) {
            throw error("the attribute " + shortened(key) + " of synapses is not supported; w is");
        }
        int source = group(text, 0, dot);
        int target = group(text, arrow + 2, secondDot);
        synapses.add(
                source,
                neuron(text, dot + 1, arrow, groups.get(source)),
                target,
                neuron(text, secondDot + 1, end, groups.get(target)),
                weight(text.substring(equals + 1)));
    }

    private short weight(String text) {
        try {
            return Short.parseShort(text);
        } catch (NumberFormatException _) {
            return Attributes.weight(file + ":" + line, text.strip());
        }
    }

    private void place(String text) {
        int at = text.indexOf('@');
        int dot = text.indexOf('.');
        if (dot < 0 || at < dot) {
            throw error("expected a place such as 0.1@12.3, found '" + shortened(text) + "'");
        }
        GroupBuilder group = groups.get(group(text, 0, dot));
        int number = neuron(text, dot + 1, at, group);
        group.place(file + ":" + line, number, number + 1, Core.of(file + ":" + line, text.substring(at + 1)));
    }

    private int group(String text, int from, int to) {
        return digits(text, from, to, groups.size(), "a group");
    }

    private int neuron(String text, int from, int to, GroupBuilder group) {
        return digits(text, from, to, group.size(), "a neuron of group " + group.name());
    }

    private int number(String text, int limit, String what) {
        return digits(text, 0, text.length(), limit, what);
    }

    private int digits(String text, int from, int to, int limit, String what) {
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                value = Long.MAX_VALUE;
                break;
            }
            value = Math.min(value * 10 + digit, Integer.MAX_VALUE);
        }
        if (to <= from || value >= limit) {
            throw error(String.format(Locale.ROOT, "expected %s, 0..%d, in '%s'", what, limit - 1, shortened(text)));
        }
        return (int) value;
    }

    private static String shortened(String text) {
        int most = 40;
        return text.length() <= most ? text : text.substring(0, most) + "...";
    }

    private InputException error(String message) {
        return new InputException(file + ":" + line + ": " + message);
    }
}
