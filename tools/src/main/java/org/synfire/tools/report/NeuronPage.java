package org.synfire.tools.report;

import static j2html.TagCreator.code;
import static j2html.TagCreator.div;
import static j2html.TagCreator.pre;

import j2html.tags.DomContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.synfire.network.neuron.AssemblyNeurons;
import org.synfire.network.neuron.NeuronResponse;
import org.synfire.network.program.Instruction;
import org.synfire.network.program.ProgramLibrary;

/**
 * The page of {@code synfire neuron}: a program, its words and its responses.
 *
 * @param name of the program
 * @param neurons that follow it
 * @param arithmetic of its registers, in words
 * @param stimuli with the responses to them
 * @param version of Synfire
 */
public record NeuronPage(
        String name, AssemblyNeurons neurons, String arithmetic, List<Stimulus> stimuli, String version) {
    /** Name of the page's file. */
    public static final String FILE = "neuron.html";
    /** With what the names of its drawings begin. */
    public static final String DRAWINGS = "neuron-";

    /**
     * What arrived, and the response to it.
     *
     * @param id lower-case letters
     * @param title for people
     * @param words what arrived, in words
     * @param response to it
     */
    public record Stimulus(String id, String title, String words, NeuronResponse response) {}

    /** The page as HTML. */
    public String html() {
        List<Page.Part> parts = new ArrayList<>();
        for (Stimulus stimulus : stimuli) {
            parts.add(new Page.Part(stimulus.id(), stimulus.title(), List.of(figure(stimulus), counts(stimulus))));
        }
        parts.add(new Page.Part("words", "Words", List.of(words().open())));
        parts.add(new Page.Part("text", "Assembly", List.of(pre(code(text())))));
        return new Page(
                        "Neuron program " + Shown.clean(name),
                        Shown.clean(ProgramLibrary.description(neurons.program().text())),
                        version,
                        List.of(),
                        parts)
                .html();
    }

    private String text() {
        return neurons.program().text().lines().map(Shown::clean).collect(Collectors.joining("\n"));
    }

    private DomContent figure(Stimulus stimulus) {
        String caption = "What arrives in each step: " + stimulus.words()
                + ". Each line is a state word behind the step; marks above are spikes.";
        DomContent plot = new ResponsePlot(stimulus.response(), neurons.state())
                .draw(new Chart(DRAWINGS + stimulus.id(), stimulus.title(), caption));
        return div(new Figure(stimulus.title(), caption)
                        .wide()
                        .with(Scroll.of(plot, stimulus.title()))
                        .done())
                .withClass("figures");
    }

    private DomContent counts(Stimulus stimulus) {
        NeuronResponse response = stimulus.response();
        return new Table("spikes and cost of the response; " + arithmetic)
                .numbers("steps", "spikes", "instructions", "steps with an overflow")
                .row(
                        Shown.count(response.inputs().length),
                        Shown.count(response.spikeSteps().size()),
                        Shown.count(response.allInstructions()),
                        Shown.count(response.overflowSteps().size()))
                .open();
    }

    private Table words() {
        Table table = new Table("machine words of the program").numbers("word").words("machine", "instruction");
        List<Instruction> instructions = neurons.program().instructions();
        for (int word = 0; word < instructions.size(); word++) {
            table.row(
                    Shown.count(word),
                    code(String.format(
                            Locale.ROOT, "0x%04x", instructions.get(word).word())),
                    code(instructions.get(word).toString()));
        }
        return table;
    }
}
