package org.synfire.network.sanafe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synfire.engine.InputException;
import org.synfire.network.neuron.LeakyNeurons;
import org.synfire.network.sanafe.SanaFeNetwork.Connection;
import org.synfire.network.sanafe.SanaFeNetwork.Cores;

/** Networks of SANA-FE in YAML and as netlists, read or refused with the place and the reason. */
class SanaFeFileTest {
    private static final String YAML = """
        network:
          name: small
          groups:
            - name: in
              attributes: {threshold: 10, leak_decay: 0.5, log_spikes: true, soma_hw_name: lif}
              neurons: [{0: {bias: 3}}, 1..2, {3: [bias: 7, log_potential: true]}]
            - name: out
              attributes: [threshold: 4, reset_mode: soft]
              neurons:
                - 0..1: {}
          edges:
            - in -> out: {type: dense, weight: [1, 2, 3, 4, 5, 6, 7, 8]}
            - in.3 -> out.1: [weight: -4]
            - in -> out:
                type: sparse
                source_target_pairs: [[0, 1], [2, 0]]
                weight: [5, -6]
                dendrite: {delay: [0, 0]}
        mappings:
          - in.0..1: {core: 0.0}
          - {in.2: {core: 0.1}, in.3: {core: 0.0}}
          - out: [core: 1.3, soma: lif]
        """;

    private static final String NETLIST = """
        # two groups
        g 2 threshold=10 reset_mode=soft
        g 3 threshold=20 leak_decay=1.0
        n 0.1 bias=5
        n 1.0 { bias: 3 }

        e 0.0->1.2 w=-7
        e 0.1->1.0 weight=4
        & 0.0@0.0
        & 0.1@0.0
        & 1.0@2.1
        & 1.1@2.1
        & 1.2@3.0
        """;

    @TempDir
    private Path directory;

    private SanaFeNetwork read(String name, String text) throws IOException {
        return SanaFeFile.read(Files.writeString(directory.resolve(name), text));
    }

    @Test
    void yamlHasGroupsEdgesAndMappings() throws IOException {
        SanaFeNetwork network = read("small.yaml", YAML);
        assertEquals("small", network.name());
        SanaFeNetwork.Group in = network.groups().getFirst();
        assertEquals("in", in.name());
        assertEquals(4, in.neurons());
        assertArrayEquals(new int[] {10}, in.thresholds());
        assertArrayEquals(new int[] {3, 0, 0, 7}, in.biases());
        assertEquals(0.5, in.leak());
        assertEquals(LeakyNeurons.Reset.ZERO, in.reset());
        assertEquals(List.of(new Cores(0, 2, 0, 0), new Cores(2, 3, 0, 1), new Cores(3, 4, 0, 0)), in.cores());
        SanaFeNetwork.Group out = network.groups().getLast();
        assertArrayEquals(new int[] {4}, out.thresholds());
        assertArrayEquals(new int[] {0}, out.biases());
        assertEquals(1, out.leak());
        assertEquals(LeakyNeurons.Reset.SUBTRACT, out.reset());
        assertEquals(List.of(new Cores(0, 2, 1, 3)), out.cores());
        assertTrue(network.isMapped());
        assertArrayEquals(
                new short[] {1, 2, 3, 4, 5, 6, 7, 8},
                ((Connection.Dense) network.connections().getFirst()).weights());
        Connection.Listed listed = (Connection.Listed) network.connections().getLast();
        assertArrayEquals(new int[] {3, 0, 2}, listed.from());
        assertArrayEquals(new int[] {1, 1, 0}, listed.to());
        assertArrayEquals(new short[] {-4, 5, -6}, listed.weights());
        assertEquals(2, network.connections().size());
    }

    @Test
    void aNetlistHasTheSame() throws IOException {
        SanaFeNetwork network = read("two.net", NETLIST);
        assertEquals("two", network.name());
        SanaFeNetwork.Group first = network.groups().getFirst();
        assertEquals("0", first.name());
        assertArrayEquals(new int[] {0, 5}, first.biases());
        assertEquals(LeakyNeurons.Reset.SUBTRACT, first.reset());
        SanaFeNetwork.Group second = network.groups().getLast();
        assertArrayEquals(new int[] {3, 0, 0}, second.biases());
        assertEquals(List.of(new Cores(0, 2, 2, 1), new Cores(2, 3, 3, 0)), second.cores());
        Connection.Listed listed = (Connection.Listed) network.connections().getFirst();
        assertArrayEquals(new int[] {0, 1}, listed.from());
        assertArrayEquals(new int[] {2, 0}, listed.to());
        assertArrayEquals(new short[] {-7, 4}, listed.weights());
        assertTrue(network.isMapped());
    }

    @Test
    void aNetlistWithEveryPairIsAFullConnection() throws IOException {
        SanaFeNetwork network = read("full.net", """
            g 2 threshold=1
            g 2 threshold=1
            e 0.0->1.0 w=1
            e 0.0->1.1 w=2
            e 0.1->1.0 w=3
            e 0.1->1.1 w=4
            """);
        assertArrayEquals(
                new short[] {1, 2, 3, 4},
                ((Connection.Dense) network.connections().getFirst()).weights());
        assertFalse(network.isMapped());
    }

    @Test
    void theEndOfTheNameSaysWhatItIs(@TempDir Path directory) throws IOException {
        assertTrue(SanaFeFile.isOne(Files.writeString(directory.resolve("B.NET"), "g 2")));
        byte[] binary = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
        assertFalse(SanaFeFile.isOne(Files.write(directory.resolve("lava.net"), binary)));
        assertFalse(SanaFeFile.isOne(Files.createFile(directory.resolve("empty.net"))));
        assertFalse(SanaFeFile.isOne(directory.resolve("none.net")));
        assertTrue(SanaFeFile.isOne(Path.of("a.yml")));
        assertTrue(SanaFeFile.isOne(Path.of("a.yaml")));
        assertFalse(SanaFeFile.isOne(Path.of("a.sin")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "threshold: 10 | threshold: 10.5 | :5:31: threshold is 10.5; networks run in whole numbers",
                "leak_decay: 0.5 | leak_decay: fast | leak_decay is 'fast', expected a number",
                "log_spikes: true | noise: a.txt | the attribute noise is not supported",
                "log_spikes: true | spikes: [1, 0] | the attribute spikes is not supported",
                "log_spikes: true | reset: -3 | reset is -3; only 0, a potential of 0 after a spike, is supported",
                "log_spikes: true | reverse_threshold: 0 | the attribute reverse_threshold is not supported",
                "reset_mode: soft | reset_mode: saturate | reset_mode is saturate; hard and soft are supported",
                "1..2 | 2..1 | the range 2..1 is none of neurons 0..",
                "1..2 | 1..99999999 | the range 1..99999999 is none of neurons 0..",
                "1..2 | a | expected a neuron's number, or a range such as 0..15, found 'a'",
                "name: out | name: in | a group in is there already",
                "neurons: [{0: {bias: 3}}, 1..2, {3: [bias: 7, log_potential: true]}] | neurons: []"
                        + " | group in has no neuron",
                "[1, 2, 3, 4, 5, 6, 7, 8] | [1, 2, 3] | expected 8 weights, found 3",
                "[1, 2, 3, 4, 5, 6, 7, 8] | [1, 2, 3, 4, 5, 6, 7, 70000] | a weight of 70000; at most 16 bits",
                "[1, 2, 3, 4, 5, 6, 7, 8] | [1, 2, 3, 4, 5, 6, 7, 0.5] | weight is 0.5; networks run in whole numbers",
                "type: dense | type: ring | needs a type: dense, conv2d or sparse",
                "type: dense | kind: dense | needs a type: dense, conv2d or sparse",
                "type: dense, | type: dense, a: 1, | the attribute a of edges is not supported",
                "delay: [0, 0] | delay: [0, 1] | the attribute delay of dendrites is not supported",
                "in.3 -> out.1 | in.4 -> out.1 | group in has the neurons 0..3",
                "in.3 -> out.1 | ni.3 -> out.1 | there is no group or neuron ni.3; the groups are in, out",
                "in.3 -> out.1 | in.3 | expected an edge such as in -> out, found 'in.3'",
                "weight: -4 | w: | expected a text, found nothing",
                "[[0, 1], [2, 0]] | [[0, 1], [2]] | expected two neurons, found 1",
                "[[0, 1], [2, 0]] | [[0, 1], [2, 2]] | expected a neuron of group out, 0..1, found 2",
                "core: 1.3 | core: 1 | expected tile and core, such as 12.3, found '1'",
                "core: 1.3, soma | a: 1.3, soma | the mapping of out names no core",
                "- out: [core | - uot: [core | there is no group uot; the groups are in, out",
                "in.0..1: {core | in.0..9: {core | neuron 9 of group in, which has the neurons 0..3",
                "mappings: | maps: | unknown key 'maps', allowed here: network, mappings"
            })
    void yamlThatIsNoneSaysWhereAndWhy(String present, String changed, String message) throws IOException {
        assertTrue(YAML.contains(present), present);
        InputException e = assertThrows(InputException.class, () -> read("wrong.yaml", YAML.replace(present, changed)));
        assertTrue(e.getMessage().contains("wrong.yaml:"), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "g 2 | g 0 | :2: a group needs a neuron, and all together have at most 16777216",
                "g 2 | g 99999999999 | :2: expected the number of neurons, 0..16777216, in '99999999999'",
                "g 2 | g x | :2: expected the number of neurons",
                "bias=5 | bias | :4: expected an attribute such as bias=3, found 'bias'",
                "bias=5 | noise=5 | :4: the attribute noise is not supported",
                "n 0.1 | n 2.1 | :4: expected a group, 0..1, in '2.1'",
                "n 0.1 | n 0.2 | :4: expected a neuron of group 0, 0..1, in '0.2'",
                "n 0.1 | n 01 | :4: expected a group, 0..1, in '01'",
                "e 0.0->1.2 w=-7 | e 0.0->1.3 w=-7 | :7: expected a neuron of group 1, 0..2, in '0.0->1.3 w=-7'",
                "e 0.0->1.2 w=-7 | e 0.0>1.2 w=-7 | :7: expected a synapse such as 0.1->1.2 w=3",
                "e 0.0->1.2 w=-7 | e 0.0->1.2 | :7: expected a synapse such as 0.1->1.2 w=3",
                "e 0.0->1.2 w=-7 | e 0.0->1.2 delay=1 | :7: the attribute delay of synapses is not supported; w is",
                "e 0.0->1.2 w=-7 | e 0.0->1.2 w=40000 | :7: a weight of 40000; at most 16 bits are supported",
                "e 0.0->1.2 w=-7 | e 0.0->1.2 w=1.5 | :7: weight is 1.5; networks run in whole numbers",
                "& 0.0@0.0 | & 0.0 | :9: expected a place such as 0.1@12.3, found '0.0'",
                "& 0.0@0.0 | & 0.0@a | :9: expected tile and core, such as 12.3, found 'a'",
                "& 0.0@0.0 | x | :9: expected a line of g, n, e or &, found 'x'"
            })
    void aNetlistThatIsNoneSaysWhereAndWhy(String present, String changed, String message) throws IOException {
        assertTrue(NETLIST.contains(present), present);
        InputException e =
                assertThrows(InputException.class, () -> read("wrong.net", NETLIST.replace(present, changed)));
        assertTrue(e.getMessage().contains("wrong.net" + message), e.getMessage());
    }

    @Test
    void anEmptyNetlistIsRefused() {
        InputException e = assertThrows(InputException.class, () -> read("empty.net", "# nothing\n"));
        assertTrue(e.getMessage().endsWith("no line describes a group of neurons (g COUNT ...)"), e.getMessage());
    }

    @Test
    void aLineWithoutAnEndIsNotReadToItsEnd() {
        InputException e = assertThrows(InputException.class, () -> read("long.net", "g " + " ".repeat(70_000) + "2"));
        assertTrue(e.getMessage().endsWith("long.net:1: a line of more than 65536 characters"), e.getMessage());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = directory.resolve("missing.net");
        InputException e = assertThrows(InputException.class, () -> SanaFeFile.read(missing));
        assertTrue(e.getMessage().startsWith(missing + ": cannot read this network"), e.getMessage());
    }

    @Test
    void neuronsThatLeakDifferentlyNeedGroupsOfTheirOwn() {
        InputException e = assertThrows(
                InputException.class,
                () -> read("mixed.yaml", YAML.replace("{bias: 3}", "{bias: 3, leak_decay: 0.25}")));
        assertTrue(
                e.getMessage().contains("neurons 0 and 1 of group in differ in leak_decay or reset_mode"),
                e.getMessage());
    }
}
